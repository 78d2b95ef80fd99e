//! The page reads the files in a shorter way than everybody else.

use super::refused::form_in_page;
use super::service::Source;
use super::shape::ServiceShape;
use super::{
    Bundle, INDEX, Index, Refused, STREETS, TOWN, read_index, read_service, read_streets,
    streets_of,
};
use std::path::Path;

#[test]
fn the_page_reads_the_same_from_the_files() {
    let public = Path::new(env!("CARGO_MANIFEST_DIR")).join("../public");
    let bundle = Bundle::open(&public).unwrap();
    let index: Index = form_in_page(INDEX, &bundle.index).unwrap();
    assert_eq!(index, read_index(INDEX, &bundle.index).unwrap());
    let mut services = 0;
    for (file, text) in &bundle.files {
        if file == TOWN {
            assert!(form_in_page::<super::shape::TownShape>(file, text).is_ok());
        } else if file == STREETS {
            assert_eq!(
                streets_of(text).as_ref(),
                read_streets(file, text).ok().as_ref()
            );
        } else if !file.starts_with(super::PAPERS) {
            let shape: ServiceShape = form_in_page(file, text).unwrap();
            let service = Source { file, text }.service(shape);
            assert_eq!(service, read_service(file, text), "{file}");
            services += 1;
        }
    }
    assert!(services > 5);
}

#[test]
fn the_page_only_says_that_a_file_is_none() {
    let refused = form_in_page::<Index>("index.json", "{\n  \"version\": one\n}");
    assert_eq!(
        refused,
        Err(Refused::line(
            "index.json",
            1,
            "the file is not of its form"
        ))
    );
}
