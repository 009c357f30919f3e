//! The codebook: tags, each below at most one other.

use super::TagId;

/// Longest name of a tag, in characters.
pub const LONGEST_NAME: usize = 60;

/// Longest description of a tag, in characters.
pub const LONGEST_DESCRIPTION: usize = 600;

/// Most tags of a codebook; whoever codes has to know them.
pub const MOST_TAGS: usize = 400;

/// A code that researchers put on highlights.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// Identity.
    pub id: TagId,
    /// The tag that it is a kind of.
    pub parent: Option<TagId>,
    /// Its name, unlike any other's whatever the size of letters.
    pub name: String,
    /// When to use it and when not.
    pub description: String,
}

/// All tags, parents before children, names in order below each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Codebook(Vec<Tag>);

impl Codebook {
    /// Puts tags in order. One whose parent isn't there, or that is below itself, is at the top:
    /// nothing of it is lost.
    #[must_use]
    pub fn new(mut tags: Vec<Tag>) -> Self {
        tags.sort_by_cached_key(|tag| (tag.name.to_lowercase(), tag.id));
        let mut ordered = Vec::with_capacity(tags.len());
        let known = |id: TagId, tags: &[Tag]| tags.iter().any(|tag| tag.id == id);
        let (mut roots, mut rest): (Vec<_>, Vec<_>) = tags
            .clone()
            .into_iter()
            .partition(|tag| tag.parent.is_none_or(|parent| !known(parent, &tags)));
        loop {
            for root in roots.drain(..) {
                place(root, &mut rest, &mut ordered);
            }
            if rest.is_empty() {
                return Self(ordered);
            }
            // Only a cycle is left, which the service never writes.
            roots.push(rest.remove(0));
        }
    }

    /// The tags in order.
    #[must_use]
    pub fn tags(&self) -> &[Tag] {
        &self.0
    }

    /// A tag.
    #[must_use]
    pub fn get(&self, id: TagId) -> Option<&Tag> {
        self.0.iter().find(|tag| tag.id == id)
    }

    /// A tag by its name, whatever the size of letters.
    #[must_use]
    pub fn named(&self, name: &str) -> Option<&Tag> {
        let wanted = name.trim().to_lowercase();
        self.0.iter().find(|tag| tag.name.to_lowercase() == wanted)
    }

    /// The tags above one, the nearest first.
    #[must_use]
    pub fn above(&self, id: TagId) -> Vec<&Tag> {
        let mut above: Vec<&Tag> = Vec::new();
        let mut next = self.get(id).and_then(|tag| tag.parent);
        while let Some(tag) = next.and_then(|parent| self.get(parent)) {
            if above.iter().any(|seen| seen.id == tag.id) {
                break;
            }
            above.push(tag);
            next = tag.parent;
        }
        above
    }

    /// How far below the top a tag is; 0 at the top.
    #[must_use]
    pub fn depth(&self, id: TagId) -> usize {
        self.above(id).len()
    }

    /// The tag and everything below it.
    #[must_use]
    pub fn within(&self, id: TagId) -> Vec<TagId> {
        let inside = |tag: &&Tag| tag.id == id || self.above(tag.id).iter().any(|up| up.id == id);
        self.0.iter().filter(inside).map(|tag| tag.id).collect()
    }

    /// The tags right below one, in order.
    #[must_use]
    pub fn below(&self, id: TagId) -> Vec<&Tag> {
        self.0.iter().filter(|tag| tag.parent == Some(id)).collect()
    }

    /// Whether a tag could be moved below another (or to the top) without being below itself.
    #[must_use]
    pub fn may_move(&self, id: TagId, to: Option<TagId>) -> bool {
        to.is_none_or(|to| !self.within(id).contains(&to))
    }

    /// A tag with those above it: “Waiting / Waiting for a review”.
    #[must_use]
    pub fn path(&self, id: TagId) -> String {
        let mut names: Vec<&str> =
            self.above(id).into_iter().map(|tag| tag.name.as_str()).collect();
        names.reverse();
        names.extend(self.get(id).map(|tag| tag.name.as_str()));
        names.join(" / ")
    }
}

/// Moves a tag, and then everything below it, to the end of `ordered`.
fn place(tag: Tag, rest: &mut Vec<Tag>, ordered: &mut Vec<Tag>) {
    let id = tag.id;
    ordered.push(tag);
    while let Some(at) = rest.iter().position(|tag| tag.parent == Some(id)) {
        let child = rest.remove(at);
        place(child, rest, ordered);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn tag(number: u128, parent: Option<u128>, name: &str) -> Tag {
        Tag {
            id: TagId(Uuid::from_u128(number)),
            parent: parent.map(|parent| TagId(Uuid::from_u128(parent))),
            name: name.to_owned(),
            description: String::new(),
        }
    }

    fn id(number: u128) -> TagId {
        TagId(Uuid::from_u128(number))
    }

    fn waiting() -> Codebook {
        Codebook::new(vec![
            tag(3, Some(1), "For a review"),
            tag(4, Some(3), "Night review"),
            tag(2, Some(1), "for a build"),
            tag(1, None, "Waiting"),
            tag(5, None, "Access"),
        ])
    }

    fn names(codebook: &Codebook) -> Vec<&str> {
        codebook.tags().iter().map(|tag| tag.name.as_str()).collect()
    }

    #[test]
    fn parents_come_before_children_and_names_in_order() {
        let expected = ["Access", "Waiting", "for a build", "For a review", "Night review"];
        assert_eq!(names(&waiting()), expected);
        assert_eq!(waiting().path(id(4)), "Waiting / For a review / Night review");
        assert_eq!(waiting().depth(id(4)), 2);
        assert_eq!(waiting().named(" WAITING ").map(|tag| tag.id), Some(id(1)));
    }

    #[test]
    fn no_tag_can_be_moved_below_itself() {
        let codebook = waiting();
        assert!(!codebook.may_move(id(1), Some(id(1))));
        assert!(!codebook.may_move(id(1), Some(id(4))));
        assert!(codebook.may_move(id(3), Some(id(5))));
        assert!(codebook.may_move(id(4), None));
    }

    #[test]
    fn a_cycle_loses_nothing_and_ends() {
        let codebook = Codebook::new(vec![tag(1, Some(2), "One"), tag(2, Some(1), "Two")]);
        assert_eq!(names(&codebook).len(), 2);
        assert_eq!(codebook.within(id(1)).len(), 2);
        assert!(codebook.path(id(1)).contains("One"));
    }

    #[test]
    fn a_tag_whose_parent_is_missing_is_at_the_top() {
        assert_eq!(names(&Codebook::new(vec![tag(1, Some(9), "Orphan")])), ["Orphan"]);
    }
}
