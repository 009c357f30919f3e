//! A tree of teams, as nested lists that fold without script.

use leptos::prelude::*;

/// A node with all below it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TreeNode {
    /// Its name.
    pub label: String,
    /// Where its name leads, if anywhere.
    pub href: Option<String>,
    /// A few words beside it, such as “24 people”.
    pub note: String,
    /// Whether it is here only for its history.
    pub quiet: bool,
    /// The nodes below it.
    pub children: Vec<TreeNode>,
}

/// Nested lists; branches are open down to `open_levels`.
#[component]
pub fn Tree(
    /// What the tree is, for screen readers.
    #[prop(into)]
    label: String,
    /// The roots.
    nodes: Vec<TreeNode>,
    /// How many levels are open from the start.
    #[prop(default = 3)]
    open_levels: usize,
) -> impl IntoView {
    view! {
        <ul class="tree" aria-label=label>
            {nodes.into_iter().map(|node| branch(node, open_levels)).collect_view()}
        </ul>
    }
    .into_any()
}

/// One node. The recursion needs a type without a name, hence `AnyView`.
fn branch(node: TreeNode, open_levels: usize) -> AnyView {
    let label = node.label.clone();
    let name = match node.href {
        Some(href) => view! { <a class="tree-name" href=href>{node.label}</a> }.into_any(),
        None => view! { <span class="tree-name">{node.label}</span> }.into_any(),
    };
    let note =
        (!node.note.is_empty()).then(|| view! { <span class="tree-note">{node.note}</span> });
    if node.children.is_empty() {
        return view! {
            <li class="tree-node" class:tree-quiet=node.quiet>
                <span class="tree-row">{name} " " {note}</span>
            </li>
        }
        .into_any();
    }
    let inner = node
        .children
        .into_iter()
        .map(|child| branch(child, open_levels.saturating_sub(1)))
        .collect_view();
    let open = open_levels > 1;
    let below = format!("Below {label}");
    view! {
        <li class="tree-node" class:tree-quiet=node.quiet>
            <span class="tree-row">{name} " " {note}</span>
            <details class="tree-fold" open=open>
                <summary class="tree-toggle">
                    <span class="visually-hidden">{below}</span>
                </summary>
                <ul class="tree-below">{inner}</ul>
            </details>
        </li>
    }
    .into_any()
}
