//! The item bank: all items, one item with its wordings, a new one.

mod gate;
mod item;
mod list;
mod new;

pub(super) use item::Item;
pub(super) use list::Items;
pub(super) use new::NewItem;
