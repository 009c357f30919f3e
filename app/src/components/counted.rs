//! A number and what is counted, as people say it.

use std::fmt::Display;

/// `1 person`, `0 people`, `8 people`.
#[must_use]
pub fn counted<N: Display + PartialEq + From<u8>>(count: N, one: &str, many: &str) -> String {
    let word = if count == N::from(1) { one } else { many };
    format!("{count} {word}")
}

#[cfg(test)]
mod tests {
    use super::counted;

    #[test]
    fn only_one_is_one() {
        assert_eq!(counted(0_u32, "person", "people"), "0 people");
        assert_eq!(counted(1_u32, "person", "people"), "1 person");
        assert_eq!(counted(2_usize, "person", "people"), "2 people");
    }
}
