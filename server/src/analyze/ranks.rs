//! The teams as a tree whose order depends on nobody's spelling.
//!
//! Where two teams have equally many answers and one of the two has to be withheld, the
//! disclosure rules let the ids of the teams decide, which in the database stay through renames
//! and from wave to wave. In files a team has only a name and a line, and neither may decide:
//! the same answers in another order, or after a rename, would then be published in another way,
//! and the two outputs side by side could give away what each of them withholds.
//!
//! So an id here comes from who was on the team (with all teams below it) in the *first* wave in
//! which anybody was: it stays when waves are added at the end. Only teams whom nobody tells
//! apart, as nobody was ever on them, go by their names.

use super::{roster::Roster, teams::Teams};
use app::domain::{Team, TeamId, TeamTree};
use uuid::Uuid;

/// The tree, and how its places and those of the file go together.
#[derive(Clone, Debug)]
pub struct Ranked {
    /// The teams. Their names are left empty: order among siblings is by id.
    pub tree: TeamTree,
    /// The place in the tree of each team of the file.
    pub in_tree: Vec<usize>,
    /// The name of each place in the tree.
    pub names: Vec<String>,
    /// Places in the tree in the order in which people read: depth first, siblings by name.
    pub reading: Vec<usize>,
}

/// What tells a team from all others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Mark {
    /// People on the first roster that has any.
    people: u32,
    /// Teams that contain each other and nobody else have the same people.
    depth: usize,
    /// Who they are.
    who: u64,
}

impl Ranked {
    /// Ranks teams that form a forest, of rosters without complaints.
    pub(super) fn new(teams: &Teams, roster: &Roster) -> Self {
        let marks = marks(teams, roster);
        let mut order: Vec<usize> = (0..teams.len()).collect();
        order.sort_by(|&a, &b| (marks[a], &teams.names[a]).cmp(&(marks[b], &teams.names[b])));
        let mut ids = vec![TeamId(Uuid::nil()); teams.len()];
        for (rank, &team) in order.iter().enumerate() {
            ids[team] = TeamId(Uuid::from_u128(rank as u128 + 1));
        }
        let members = (0..teams.len()).map(|team| Team {
            id: ids[team],
            parent: teams.parents[team].map(|parent| ids[parent as usize]),
            name: String::new(),
            retired: false,
        });
        // Teams that are no forest were complained about before, so this is never empty.
        let tree = TeamTree::new(members.collect()).unwrap_or_default();
        let in_tree: Vec<usize> = ids.iter().filter_map(|&id| tree.index_of(id)).collect();
        let mut names = vec![String::new(); tree.len()];
        for (team, &place) in in_tree.iter().enumerate() {
            names[place].clone_from(&teams.names[team]);
        }
        let reading = reading(&tree, &names);
        Self { tree, in_tree, names, reading }
    }
}

fn marks(teams: &Teams, roster: &Roster) -> Vec<Mark> {
    let order = parents_first(teams);
    let mut marks = vec![Mark::default(); teams.len()];
    for &team in &order {
        let parent = teams.parents[team];
        marks[team].depth = parent.map_or(0, |parent| marks[parent as usize].depth + 1);
    }
    for wave in &roster.waves {
        let (mut people, mut who) = (wave.people.clone(), wave.who.clone());
        for &team in order.iter().rev() {
            if let Some(parent) = teams.parents[team] {
                people[parent as usize] += people[team];
                who[parent as usize] = who[parent as usize].wrapping_add(who[team]);
            }
        }
        for (mark, (people, who)) in marks.iter_mut().zip(people.into_iter().zip(who)) {
            if mark.people == 0 {
                (mark.people, mark.who) = (people, who);
            }
        }
    }
    marks
}

/// The teams, each after the one it belongs to.
pub(super) fn parents_first(teams: &Teams) -> Vec<usize> {
    let mut children = vec![Vec::new(); teams.len()];
    let mut order = Vec::with_capacity(teams.len());
    for (team, parent) in teams.parents.iter().enumerate() {
        match parent {
            Some(parent) => children[*parent as usize].push(team),
            None => order.push(team),
        }
    }
    let mut next = 0;
    while next < order.len() {
        order.append(&mut children[order[next]]);
        next += 1;
    }
    order
}

fn reading(tree: &TeamTree, names: &[String]) -> Vec<usize> {
    let mut reading = Vec::with_capacity(tree.len());
    let mut stack: Vec<usize> =
        (0..tree.len()).filter(|&team| tree.parent(team).is_none()).collect();
    // Last first: they come off the end.
    let last_first = |teams: &mut [usize]| teams.sort_by(|&a, &b| names[b].cmp(&names[a]));
    last_first(&mut stack);
    while let Some(team) = stack.pop() {
        reading.push(team);
        let mut below: Vec<usize> = tree.children(team).collect();
        last_first(&mut below);
        stack.append(&mut below);
    }
    reading
}
