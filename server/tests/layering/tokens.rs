//! Rust source as words and signs, without comments and texts: enough to see who names whom.

/// A piece of source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Token {
    /// A word; a raw one without its `r#`.
    Word(String),
    /// One sign.
    Sign(char),
    /// A text, a character or a number.
    Literal,
}

/// A piece of source and where it is.
#[derive(Clone, Debug)]
pub struct Spot {
    pub token: Token,
    /// From 1.
    pub line: usize,
    /// Whether it follows the one before without space.
    pub joined: bool,
}

impl Spot {
    pub fn word(&self) -> Option<&str> {
        match &self.token {
            Token::Word(word) => Some(word),
            _ => None,
        }
    }

    pub fn is(&self, sign: char) -> bool {
        self.token == Token::Sign(sign)
    }
}

/// Takes source apart. Source that does not compile gives something, too, if nothing of use.
pub fn tokens(source: &str) -> Vec<Spot> {
    let mut rest = source;
    let mut found = Vec::new();
    let mut joined = false;
    while let Some(first) = rest.chars().next() {
        let length = if let Some(length) = space_or_comment(rest) {
            joined = false;
            rest = &rest[length..];
            continue;
        } else if let Some(length) = text(rest) {
            length
        } else if first.is_alphanumeric() || first == '_' {
            rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len())
        } else {
            first.len_utf8()
        };
        let (piece, after) = rest.split_at(length);
        let token = match first {
            _ if text(piece).is_some() || first.is_ascii_digit() => Token::Literal,
            _ if first.is_alphabetic() || first == '_' => Token::Word(piece.to_owned()),
            sign => Token::Sign(sign),
        };
        let line = 1 + source[..source.len() - rest.len()].matches('\n').count();
        found.push(Spot { token, line, joined });
        joined = true;
        rest = after;
    }
    found
}

fn space_or_comment(rest: &str) -> Option<usize> {
    if rest.starts_with("//") {
        return Some(rest.find('\n').unwrap_or(rest.len()));
    }
    if rest.starts_with("/*") {
        let mut depth = 0;
        let bytes = rest.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            match &bytes[at..(at + 2).min(bytes.len())] {
                b"/*" => (depth, at) = (depth + 1, at + 2),
                b"*/" => (depth, at) = (depth - 1, at + 2),
                _ => at += 1,
            }
            if depth == 0 {
                break;
            }
        }
        return Some(at);
    }
    let space = rest.len() - rest.trim_start().len();
    (space > 0).then_some(space)
}

/// The length of the text or character that begins here.
fn text(rest: &str) -> Option<usize> {
    let prefix = rest.find(|c: char| !matches!(c, 'b' | 'c' | 'r')).filter(|at| *at <= 2)?;
    let after = &rest[prefix..];
    if rest[..prefix].ends_with('r') {
        let hashes = after.len() - after.trim_start_matches('#').len();
        if !after[hashes..].starts_with('"') {
            return None;
        }
        let end = format!("\"{}", "#".repeat(hashes));
        let body = &after[hashes + 1..];
        let length = body.find(&end).map_or(body.len(), |at| at + end.len());
        return Some(prefix + hashes + 1 + length);
    }
    match after.chars().next()? {
        '"' => Some(prefix + quoted(after, '"')?),
        // 'a' and '\n' are characters, 'a without a second quote is a lifetime.
        '\'' if after[1..].starts_with('\\') => Some(prefix + quoted(after, '\'')?),
        '\'' => {
            let character = after[1..].chars().next()?.len_utf8();
            after[1 + character..].starts_with('\'').then_some(prefix + character + 2)
        }
        _ => None,
    }
}

/// The length of what stands between two quotes, with them.
fn quoted(rest: &str, quote: char) -> Option<usize> {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return Some(at + 1),
            _ => {}
        }
    }
    Some(rest.len())
}
