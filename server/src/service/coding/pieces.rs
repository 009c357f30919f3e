//! Cutting a note's sentences where highlights begin and end, so that each piece is marked or not.

use app::{
    domain::{
        Span,
        span::{fingerprint, sentences},
    },
    ports::{Piece, SentenceView},
};

/// The sentences of a text in pieces; `marked` are the highlights' spans in their order.
pub(super) fn in_pieces(text: &str, marked: &[Span]) -> Vec<SentenceView> {
    let mut line_before = None;
    let characters: Vec<char> = text.chars().collect();
    let line = |at: usize| characters[..at].iter().filter(|character| **character == '\n').count();
    let view = |(number, sentence): (usize, Span)| {
        let line = line(sentence.begins);
        let begins_line = line_before.replace(line) != Some(line);
        SentenceView {
            value: format!("{number}.{:08x}", fingerprint(sentence.of(text))),
            begins_line,
            pieces: pieces(&characters, sentence, marked),
        }
    };
    let mut views: Vec<SentenceView> = sentences(text).into_iter().enumerate().map(view).collect();
    for mark in 0..marked.len() {
        // Its last piece, even where it goes on in the space after a sentence.
        let mut pieces = views.iter_mut().rev().flat_map(|view| view.pieces.iter_mut().rev());
        if let Some(last) = pieces.find(|piece| piece.within.contains(&mark)) {
            last.ending.push(mark);
        }
    }
    views
}

fn pieces(characters: &[char], sentence: Span, marked: &[Span]) -> Vec<Piece> {
    let inside = |at: &usize| (sentence.begins..=sentence.ends).contains(at);
    let mut cuts: Vec<usize> = marked
        .iter()
        .flat_map(|span| [span.begins, span.ends])
        .chain([sentence.begins, sentence.ends])
        .filter(inside)
        .collect();
    cuts.sort_unstable();
    cuts.dedup();
    let piece = |cut: &[usize]| {
        let [begins, ends] = *cut else { return None };
        let span = Span::new(begins, ends)?;
        let within = (0..).zip(marked).filter(|(_, mark)| mark.overlaps(span));
        Some(Piece {
            text: characters[begins..ends].iter().collect(),
            within: within.map(|(at, _)| at).collect(),
            ending: Vec::new(),
        })
    };
    cuts.windows(2).filter_map(piece).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overlapping_marks_cut_a_sentence_where_they_begin_and_end() {
        let text = "They waited long. Nobody\nknew.";
        let find = |words| Span::find(text, words, None).expect("words of the text");
        let marked = [find("waited long."), find("They waited"), find("long. Nobody\nknew.")];
        let views = in_pieces(text, &marked);
        let piece = |text: &str, within: &[usize], ending: &[usize]| Piece {
            text: text.to_owned(),
            within: within.to_vec(),
            ending: ending.to_vec(),
        };
        let first = [
            piece("They ", &[1], &[]),
            piece("waited", &[0, 1], &[1]),
            piece(" ", &[0], &[]),
            piece("long.", &[0, 2], &[0]),
        ];
        assert_eq!(views[0].pieces, first);
        assert_eq!(views[1].pieces, [piece("Nobody", &[2], &[])]);
        assert_eq!(views[2].pieces, [piece("knew.", &[2], &[2])]);
        let lines: Vec<_> = views.iter().map(|view| view.begins_line).collect();
        assert_eq!(lines, [true, false, true]);
    }

    #[test]
    fn a_sentence_that_only_moved_is_known_again() {
        let before = in_pieces("One. Two.", &[]);
        let after = in_pieces("Zero. One. Two.", &[]);
        let known = |view: &SentenceView| view.value.split_once('.').map(|(_, it)| it.to_owned());
        assert_eq!(known(&before[1]), known(&after[2]));
        assert_ne!(before[1].value, after[2].value);
    }
}
