//! Several files in one, for a browser to download.

use super::{ExportError, File};
use std::io::{Cursor, Write};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

/// The files as a .zip archive, without times: the same release gives the same bytes.
///
/// # Errors
/// When the archive cannot be written, which memory never refuses.
pub fn zip(files: &[File]) -> Result<Vec<u8>, ExportError> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for file in files {
        archive.start_file(file.name.as_str(), options)?;
        archive.write_all(&file.bytes)?;
    }
    Ok(archive.finish()?.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn every_file_comes_out_as_it_went_in() {
        let file = |name: &str, text: &str| File { name: name.to_owned(), bytes: text.into() };
        let files = [file("cells.csv", "team,n\nPayments,7\n"), file("teams.csv", "")];
        let bytes = zip(&files).expect("an archive");
        let mut archive = zip::ZipArchive::new(Cursor::new(&bytes)).expect("an archive");
        assert_eq!(archive.len(), files.len());
        for file in &files {
            let mut text = Vec::new();
            archive.by_name(&file.name).expect("a file").read_to_end(&mut text).expect("a text");
            assert_eq!(text, file.bytes, "{}", file.name);
        }
        assert_eq!(zip(&files).expect("an archive"), bytes, "no time is in it");
    }
}
