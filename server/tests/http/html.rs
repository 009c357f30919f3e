//! Reads the HTML of our own pages: what a person reads, and what a form would send.
//!
//! It knows as much of HTML as our pages use, and no more.

/// A tag with its attributes, and the text from it to the next tag.
#[derive(Debug)]
pub struct Tag {
    /// Its name in lower case; closing tags begin with a slash.
    pub name: String,
    /// Attributes in order, decoded.
    pub attributes: Vec<(String, String)>,
    /// The text after it, decoded.
    pub after: String,
}

impl Tag {
    /// An attribute's value.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }
}

/// All tags of a document. Comments are nothing, and neither is what a script holds.
pub fn tags(html: &str) -> Vec<Tag> {
    let mut tags: Vec<Tag> = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        if let Some(tag) = tags.last_mut() {
            tag.after.push_str(&decode(&rest[..start]));
        }
        rest = &rest[start..];
        if rest.starts_with("<!>") {
            rest = &rest[3..];
            continue;
        }
        if rest.starts_with("<!--") {
            rest = rest.find("-->").map_or("", |end| &rest[end + 3..]);
            continue;
        }
        let end = end_of_tag(rest);
        let tag = read_tag(&rest[1..end]);
        rest = rest.get(end + 1..).unwrap_or_default();
        if matches!(tag.name.as_str(), "script" | "style") {
            let close = format!("</{}", tag.name);
            rest = rest.find(&close).map_or("", |at| &rest[at..]);
        }
        tags.push(tag);
    }
    tags
}

/// Where the tag ends, which an attribute's `>` doesn't do.
fn end_of_tag(text: &str) -> usize {
    let mut quoted = false;
    for (index, c) in text.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '>' if !quoted => return index,
            _ => {}
        }
    }
    text.len()
}

fn read_tag(inside: &str) -> Tag {
    let name_end = inside.find([' ', '\n', '/']).filter(|&end| end > 0).unwrap_or(inside.len());
    let name = inside[..name_end].to_lowercase();
    let mut attributes = Vec::new();
    let mut rest = inside[name_end..].trim_start();
    while !rest.is_empty() && rest != "/" {
        let end = rest.find(['=', ' ', '\n']).unwrap_or(rest.len());
        // A value without quotes, as no page of ours has one; a file that is no page may.
        if end == 0 {
            rest = rest[1..].trim_start();
            continue;
        }
        let key = rest[..end].to_owned();
        rest = &rest[end..];
        let mut value = String::new();
        if let Some(quoted) = rest.strip_prefix("=\"") {
            let close = quoted.find('"').unwrap_or(quoted.len());
            value = decode(&quoted[..close]);
            rest = quoted.get(close + 1..).unwrap_or_default();
        }
        attributes.push((key, value));
        rest = rest.trim_start();
    }
    Tag { name, attributes, after: String::new() }
}

fn decode(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&#x27;", "'")
        .replace("&amp;", "&")
}

/// What a person reads.
pub fn text(html: &str) -> String {
    let mut text = String::new();
    for tag in tags(html) {
        // Words in neighbouring blocks are apart, those in one paragraph are not.
        let inline = ["a", "strong", "em", "code", "span", "b", "i"];
        if !inline.contains(&tag.name.trim_start_matches('/')) {
            text.push(' ');
        }
        if tag.name != "script" && tag.name != "style" {
            text.push_str(&tag.after);
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What all fields of a document would send, those without a name left out.
pub fn fields(html: &str) -> Vec<(String, String)> {
    read_fields(&tags(html))
}

/// What the first form that is sent to `action` would send, without any of its buttons.
pub fn form(html: &str, action: &str) -> Option<Vec<(String, String)>> {
    let tags = tags(html);
    let start = tags.iter().position(|tag| {
        tag.name == "form"
            && tag.get("method") == Some("post")
            && tag.get("action").unwrap_or_default() == action
    })?;
    let length = tags[start..].iter().position(|tag| tag.name == "/form")?;
    Some(read_fields(&tags[start..start + length]))
}

fn read_fields(tags: &[Tag]) -> Vec<(String, String)> {
    let mut fields = Vec::new();
    let mut select: Option<String> = None;
    for tag in tags {
        let name = tag.get("name").unwrap_or_default().to_owned();
        match tag.name.as_str() {
            "input" if !name.is_empty() => {
                let choice = matches!(tag.get("type"), Some("radio" | "checkbox"));
                if !choice || tag.get("checked").is_some() {
                    let usual = if choice { "on" } else { "" };
                    fields.push((name, tag.get("value").unwrap_or(usual).to_owned()));
                }
            }
            "textarea" => {
                // HTML drops one line break right after the tag.
                let value = tag.after.strip_prefix('\n').unwrap_or(&tag.after).to_owned();
                fields.push((name, value));
            }
            "select" => select = Some(name),
            "/select" => select = None,
            "option" if tag.get("selected").is_some() => {
                if let Some(name) = &select {
                    fields.push((name.clone(), tag.get("value").unwrap_or_default().to_owned()));
                }
            }
            _ => {}
        }
    }
    fields
}
