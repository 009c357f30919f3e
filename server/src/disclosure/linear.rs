//! A complete check of weighted sums, for small waves in tests: is there any combination of
//! the shown figures in which only a few people's answers are left?
//!
//! Arithmetic is modulo a prime, so ranks are exact and weights such as 1/3 are numbers like
//! any other. (A rank could only come out wrong if a determinant were a multiple of the prime.)

const PRIME: u64 = 2_147_483_647;

/// A shown figure: its weight in each column.
pub(super) type Row = Vec<u64>;

/// 1 / `number`.
pub(super) fn one_over(number: u64) -> u64 {
    // Fermat: a^(p-2) is the inverse of a.
    let (mut result, mut base, mut power) = (1, number % PRIME, PRIME - 2);
    while power > 0 {
        if power & 1 == 1 {
            result = result * base % PRIME;
        }
        base = base * base % PRIME;
        power >>= 1;
    }
    result
}

/// The size of the smallest group below `minimum` people that a combination of `rows`
/// isolates; none if every combination has more people in it, or nobody.
///
/// `owner` says which person a column is an answer of. People who enter every row in the same
/// way are one owner with several `people`, as nothing can tell them apart.
pub(super) fn smallest_isolated(
    rows: Vec<Row>,
    owner: &[usize],
    people: &[u32],
    minimum: u32,
) -> Option<u32> {
    let (basis, pivots) = reduced(rows);
    let mut smallest = None;
    let mut group = Vec::new();
    each_group(people, minimum, 0, 0, &mut group, &mut |group, size| {
        if isolates(&basis, &pivots, owner, group) && smallest.is_none_or(|least| size < least) {
            smallest = Some(size);
        }
    });
    smallest
}

/// Calls `look` for every set of owners with fewer than `minimum` people.
fn each_group(
    people: &[u32],
    minimum: u32,
    from: usize,
    size: u32,
    group: &mut Vec<usize>,
    look: &mut impl FnMut(&[usize], u32),
) {
    for next in from..people.len() {
        let size = size + people[next];
        if size < minimum {
            group.push(next);
            look(group, size);
            each_group(people, minimum, next + 1, size, group, look);
            group.pop();
        }
    }
}

/// Whether some combination is zero for everybody outside the group and not within it.
fn isolates(basis: &[Row], pivots: &[usize], owner: &[usize], group: &[usize]) -> bool {
    let inside = |column: usize| group.contains(&owner[column]);
    // A row whose pivot is outside cannot take part: nothing else cancels its pivot.
    let taking_part: Vec<&Row> =
        basis.iter().zip(pivots).filter(|&(_, &pivot)| inside(pivot)).map(|(row, _)| row).collect();
    let outside: Vec<Row> = taking_part
        .iter()
        .map(|row| (0..owner.len()).filter(|&column| !inside(column)).map(|c| row[c]).collect())
        .collect();
    reduced(outside).0.len() < taking_part.len()
}

/// Independent rows with the same combinations, each with a column of its own: its pivot.
fn reduced(mut rows: Vec<Row>) -> (Vec<Row>, Vec<usize>) {
    let mut pivots = Vec::new();
    for column in 0..rows.first().map_or(0, Vec::len) {
        let done = pivots.len();
        let Some(found) = (done..rows.len()).find(|&row| rows[row][column] != 0) else {
            continue;
        };
        rows.swap(done, found);
        let inverse = one_over(rows[done][column]);
        for value in &mut rows[done] {
            *value = *value * inverse % PRIME;
        }
        let pivot = rows[done].clone();
        for (index, row) in rows.iter_mut().enumerate() {
            let weight = row[column];
            if index != done && weight != 0 {
                for (value, &own) in row.iter_mut().zip(&pivot) {
                    *value = (*value + (PRIME - weight) * own) % PRIME;
                }
            }
        }
        pivots.push(column);
    }
    rows.truncate(pivots.len());
    (rows, pivots)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_total_minus_another_isolates_what_is_between_them() {
        let rows = vec![vec![1, 1, 1], vec![0, 1, 1]];
        assert_eq!(smallest_isolated(rows, &[0, 1, 2], &[2, 4, 4], 5), Some(2));
    }

    #[test]
    fn groups_of_the_minimum_are_not_isolated() {
        let rows = vec![vec![1, 1, 1], vec![0, 1, 1]];
        assert_eq!(smallest_isolated(rows, &[0, 1, 2], &[5, 4, 4], 5), None);
    }

    #[test]
    fn weights_that_cancel_are_found() {
        // One person with a single answer among five with two each: 2 x (half of both) - both.
        let half = one_over(2);
        let rows = vec![vec![half, half, 1], vec![1, 0, 1], vec![0, 1, 0]];
        assert_eq!(smallest_isolated(rows, &[0, 0, 1], &[5, 1], 3), Some(1));
    }
}
