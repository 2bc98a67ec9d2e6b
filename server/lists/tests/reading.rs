//! Files shaped like those that each system writes, with invented people.

use domain::{LIST_BYTES_MAX, LIST_LINES_MAX, ListColumns, ListSource, Listed, Unreadable};
use lists::{List, read};
use proptest::prelude::*;

/// A line shortly: `line: Name <address> role teams`, `-` before an address without access.
fn short(listed: &Listed) -> String {
    let Listed { line, address, name, role, teams, active } = listed;
    let gone = if *active { "" } else { "-" };
    format!("{line}: {name} <{gone}{address}> {role} {teams}").trim_end().to_owned()
}

fn lines(list: &List) -> Vec<String> {
    list.lines.iter().map(short).collect()
}

fn of(bytes: &[u8]) -> (ListSource, Vec<String>) {
    let list = read(bytes, None).expect("read");
    (list.source, lines(&list))
}

#[test]
fn google_workspace() {
    let (source, lines) = of(include_bytes!("files/google.csv"));
    assert_eq!(source, ListSource::Google);
    assert_eq!(
        lines,
        [
            "2: Ana Lima <ana.lima@example.com>",
            "4: Ben Okri <Ben.Okri@Example.com>",
            "5: Chloé O'Hara, Dr. <-chloe@example.com>",
        ]
    );
}

#[test]
fn okta() {
    let (source, lines) = of(include_bytes!("files/okta.csv"));
    assert_eq!(source, ListSource::Okta);
    assert_eq!(
        lines,
        [
            "2: Ana Lima <ana.lima@example.com>",
            "3: Ben Okri <ben.okri@example.com>",
            "4: Chloé O'Hara <-chloe@example.com>",
        ]
    );
}

#[test]
fn entra_id() {
    let (source, lines) = of(include_bytes!("files/entra.csv"));
    assert_eq!(source, ListSource::Entra);
    assert_eq!(
        lines,
        [
            "2: Ana Lima <ana.lima@example.com>",
            "3: Ben Okri <ben.okri@example.com>",
            "4: Chloé O'Hara <-chloe@example.com>",
            "5: Dev Rao <>",
        ]
    );
}

#[test]
fn github() {
    let (source, lines) = of(include_bytes!("files/github.csv"));
    assert_eq!(source, ListSource::GitHub);
    assert_eq!(
        lines,
        ["2: Ana Lima <ANA.LIMA@EXAMPLE.COM>", "3: Ben Okri <ben.okri@example.com>", "4:  <chloe@example.com>",]
    );
}

#[test]
fn slack() {
    let (source, lines) = of(include_bytes!("files/slack.csv"));
    assert_eq!(source, ListSource::Slack);
    assert_eq!(
        lines,
        [
            "2: Ana Lima <ana.lima@example.com>",
            "3: Ben Okri <ben.okri@example.com>",
            "4: Chloé O'Hara <-chloe@example.com>",
            "5: Deploys <-deploys>",
        ]
    );
}

#[test]
fn a_spreadsheet_with_semicolons_in_the_encoding_of_the_west() {
    let (source, lines) = of(include_bytes!("files/spreadsheet.csv"));
    assert_eq!(source, ListSource::Table);
    assert_eq!(
        lines,
        [
            "3: Lima; Ana <ana.lima@example.com>  Design",
            "4: Ben Okri <ben.okri@example.com>",
            "6: Chloé O'Hara <chloe@example.com>  Support",
        ]
    );
}

#[test]
fn a_spreadsheet_saved_as_unicode_text() {
    let (source, lines) = of(include_bytes!("files/utf16.txt"));
    assert_eq!(source, ListSource::Table);
    assert_eq!(
        lines,
        ["2: Ana Lima <ana.lima@example.com> Admin Design; Support", "3: Ben Okri <ben.okri@example.com>"]
    );
}

#[test]
fn a_plain_list_of_addresses() {
    let (source, lines) = of(include_bytes!("files/addresses.txt"));
    assert_eq!(source, ListSource::Addresses);
    assert_eq!(
        lines,
        [
            "1:  <ana.lima@example.com>",
            "2: Ben Okri <ben.okri@example.com>",
            "4:  <ANA.LIMA@example.com>",
            "5: Chloé O'Hara <chloe@example.com>",
            "6:  <nobody>",
        ]
    );
}

#[test]
fn columns_that_nobody_knows_are_mapped_by_hand() {
    let bytes = include_bytes!("files/unknown.csv");
    let texts = |texts: &[&str]| texts.iter().map(|&text| text.to_owned()).collect::<Vec<String>>();
    assert_eq!(
        read(bytes, None),
        Err(Unreadable::UnknownColumns {
            headings: texts(&["Kollege", "Netzpost", "Rang"]),
            example: texts(&["Ana Lima", "ana.lima@example.com", "Admin"]),
        })
    );
    let mapped = ListColumns { address: vec![1], name: Some(0), role: Some(2), ..ListColumns::default() };
    let list = read(bytes, Some(&mapped)).expect("read");
    assert_eq!(lines(&list), ["2: Ana Lima <ana.lima@example.com> Admin", "3: Ben Okri <ben.okri@example.com> Member"]);
    assert_eq!(lists::shape(&list.headings), "kollege|netzpost|rang");
    // Places that are not there.
    let mapped = ListColumns { address: vec![7], ..ListColumns::default() };
    assert!(matches!(read(bytes, Some(&mapped)), Err(Unreadable::UnknownColumns { .. })));
}

#[test]
fn files_that_are_no_list_say_why() {
    for (bytes, why) in [
        (&b""[..], Unreadable::Empty),
        (b" \r\n\n", Unreadable::Empty),
        (b"email,name\n,\n", Unreadable::Empty),
        (b"name,phone\nAna,1\n", Unreadable::NoAddresses),
        (b"hello\n", Unreadable::NoAddresses),
        (b"email,name\nana@example.com,\"Ana\nben@example.com,Ben\n", Unreadable::OpenQuote { line: 2 }),
        (b"PK\x03\x04rest", Unreadable::Workbook),
        (b"email\n\0\n", Unreadable::NoText),
    ] {
        assert_eq!(read(bytes, None), Err(why), "{:?}", String::from_utf8_lossy(bytes));
    }
    let large = vec![b'a'; LIST_BYTES_MAX + 1];
    let limit = u32::try_from(LIST_BYTES_MAX).expect("small");
    assert_eq!(read(&large, None), Err(Unreadable::TooLarge { limit, got: u64::from(limit) + 1 }));
}

#[test]
fn a_hundred_thousand_lines_are_read_and_one_more_is_refused() {
    let mut text = String::from("email,name\n");
    for n in 0..LIST_LINES_MAX {
        text.push_str(&format!("person{n}@example.com,\"Person\n{n}\"\n"));
    }
    let list = read(text.as_bytes(), None).expect("read");
    assert_eq!((list.lines.len(), list.lines.last().map(|listed| listed.line)), (LIST_LINES_MAX, Some(200_000)));
    text.push_str("one@example.com,more\n");
    let limit = u32::try_from(LIST_LINES_MAX).expect("small");
    assert_eq!(read(text.as_bytes(), None), Err(Unreadable::TooManyLines { limit, got: limit + 1 }));
}

#[test]
fn quotes_inside_of_cells_hide_nothing() {
    let (_, lines) =
        of(b"email,name\na@example.com,5\" disk\nb@example.com,\"say \"\"hi\"\", twice\"\nc@example.com,\"\"\n");
    assert_eq!(lines, ["2: 5\" disk <a@example.com>", "3: say \"hi\", twice <b@example.com>", "4:  <c@example.com>"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]
    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..200), text in "[\\PC\t\r\n,;|\"@a]{0,80}") {
        let _ = read(&bytes, None);
        let _ = read(text.as_bytes(), None);
        let mapped = ListColumns { address: vec![0], name_parts: vec![1, 9], ..ListColumns::default() };
        let _ = read(text.as_bytes(), Some(&mapped));
    }

    #[test]
    fn every_line_with_an_address_is_read_once(
        names in prop::collection::vec("[a-zA-Z ,;\"\n'Å-ö]{0,12}", 1..20),
        between in prop::sample::select(vec![b',', b';', b'\t', b'|']),
    ) {
        let mut writer = csv::WriterBuilder::new().delimiter(between).from_writer(Vec::new());
        writer.write_record(["Full name", "E-mail", "Note"]).expect("written");
        for (n, name) in names.iter().enumerate() {
            writer.write_record([name, &format!("p{n}@example.com"), "x"]).expect("written");
        }
        let bytes = writer.into_inner().expect("written");
        let list = read(&bytes, None).expect("read");
        prop_assert_eq!(list.lines.len(), names.len());
        for (n, (listed, name)) in list.lines.iter().zip(&names).enumerate() {
            prop_assert_eq!(&listed.address, &format!("p{n}@example.com"));
            prop_assert_eq!(&listed.name, name.trim());
        }
    }
}
