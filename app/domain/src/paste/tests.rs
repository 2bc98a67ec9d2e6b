use super::*;
use proptest::prelude::*;

/// What was found, shortly: `address`, `Name <address>`, or `!text`.
fn found(text: &str) -> Vec<String> {
    let short = |pasted: &Pasted| match (&pasted.email, &pasted.name) {
        (Ok(email), None) => email.to_string(),
        (Ok(email), Some(name)) => format!("{name} <{email}>"),
        (Err(_), _) => format!("!{}", pasted.text),
    };
    parse_addresses(text).found.iter().map(short).collect()
}

#[test]
fn lists_are_split_at_commas_semicolons_and_white_space() {
    for text in [
        "ana@example.com,ben@example.com",
        "ana@example.com; ben@example.com;",
        "ana@example.com ben@example.com",
        "ana@example.com\nben@example.com\n",
        "ana@example.com\r\nben@example.com\r\n",
        "ana@example.com\tben@example.com",
        "\u{feff} ana@example.com ,\n ; ben@example.com",
        "<ana@example.com>, <ben@example.com>",
        "mailto:ana@example.com (ben@example.com)",
        "Ana@Example.com, ANA@example.com, ben@example.com",
    ] {
        assert_eq!(found(text), ["ana@example.com", "ben@example.com"], "{text:?}");
    }
    assert_eq!(found(""), [""; 0]);
    assert_eq!(found(" ,;\n\t "), [""; 0]);
}

#[test]
fn a_mails_to_line_gives_names_and_addresses() {
    for text in [
        "To: Ana Lima <ana@example.com>, \"Okri, Ben\" <ben@example.com>",
        "to:\tAna Lima <ana@example.com>;\"Okri, Ben\"<ben@example.com>",
        "Ana Lima <ana@example.com> \nCc: \"Okri, Ben\" <mailto:ben@example.com>",
        "'Ana Lima' <ana@example.com>,\n \"Okri, Ben\" < ben@example.com >",
    ] {
        assert_eq!(found(text), ["Ana Lima <ana@example.com>", "Okri, Ben <ben@example.com>"], "{text:?}");
    }
    assert_eq!(found("\"Ana \\\"Nan\\\" Lima\" <ana@example.com>"), ["Ana \"Nan\" Lima <ana@example.com>"]);
    assert_eq!(found("'ana@example.com' <ana@example.com>"), ["ana@example.com"]);
    assert_eq!(found("\"ana@example.com\" <ana@example.com>"), ["ana@example.com <ana@example.com>"]);
    assert_eq!(
        found("ben@example.com Ana Lima <ana@example.com> cho@example.com"),
        ["ben@example.com", "Ana Lima <ana@example.com>", "cho@example.com"]
    );
}

#[test]
fn spreadsheet_rows_give_the_name_beside_the_address() {
    assert_eq!(
        found("Ana Lima\tana@example.com\tSales\nOkri\tBen\tben@example.com\n3\tcho@example.com\tCho Na\n\t\n"),
        ["Ana Lima <ana@example.com>", "Okri Ben <ben@example.com>", "Cho Na <cho@example.com>"]
    );
    assert_eq!(found("Ana Lima\tana@example"), ["!Ana Lima", "!ana@example"]);
}

#[test]
fn csv_files_are_read_by_their_heading() {
    for text in [
        "\u{feff}Name,E-mail\r\n\"Lima, Ana\",ana@example.com\r\n,ben@example.com\r\n",
        "email,name\nana@example.com,\"Lima, Ana\"\nben@example.com,\n",
        "\nDepartment;Email address;Full name\nSales;ana@example.com;Lima, Ana\n;ben@example.com\n;;\n",
        "Email\tName\nana@example.com\tLima, Ana\nben@example.com",
        "Address,\"Name\"\n ana@example.com ,\"Lima,\nAna\"\n<ben@example.com>,",
    ] {
        assert_eq!(found(text), ["Lima, Ana <ana@example.com>", "ben@example.com"], "{text:?}");
    }
    assert_eq!(
        found("First name,Last name,Mail\nAna,Lima,ana@example.com\nBen,,nowhere\nCho,Na,\n"),
        ["Ana Lima <ana@example.com>", "!nowhere", "!Cho Na"]
    );
    assert_eq!(found("email\nana@example.com; ben@example.com"), ["ana@example.com", "ben@example.com"]);
    assert_eq!(found("address,email\n\"Main St 1\",ana@example.com"), ["ana@example.com"]);
    assert_eq!(found("name,\"a \"\"b\"\"\",email\nAna,x,ana@example.com"), ["Ana <ana@example.com>"]);
}

#[test]
fn what_is_no_address_is_kept_as_it_stood() {
    assert_eq!(
        found("Ana Lima, ana@, ben@example.com, Cho <cho>, <, \"open, > x"),
        ["!Ana Lima", "!ana@", "ben@example.com", "!Cho <cho>", "!<", "!\"open", "!> x"]
    );
    assert_eq!(found("nobody, nobody"), ["!nobody"]);
    assert_eq!(found("a <b <cho@example.com>"), ["a <b <cho@example.com>"]);
    let list = parse_addresses("Cho <cho@x>");
    assert_eq!(list.found[0].email, Err(EmailError::Domain));
}

#[test]
fn beyond_the_limit_the_rest_is_counted() {
    let text: Vec<String> = (0..ADDRESSES_MAX + 7).map(|i| format!("u{i}@example.com")).collect();
    let list = parse_addresses(&format!("{}, {}", text.join(", "), text.join("\n")));
    assert_eq!((list.found.len(), list.more), (ADDRESSES_MAX, 7));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]
    #[test]
    fn no_text_makes_it_panic_or_loses_an_at(text in "[\\PC\t\r\n,;<>\"@ab.]{0,60}") {
        let list = parse_addresses(&text);
        prop_assert!(list.found.iter().all(|pasted| !pasted.text.is_empty()));
        prop_assert!(!text.contains('@') || !list.found.is_empty());
    }

    #[test]
    fn joined_addresses_are_found_again(
        typed in prop::collection::vec("[a-zA-Z0-9!#$%&'*+/=?^_`{|}~-]{1,8}@[a-z0-9]{1,8}\\.[a-z]{2,5}", 0..20),
        between in "[,;\t\n ]{1,3}",
    ) {
        let mut good: Vec<EmailAddress> = typed.iter().filter_map(|one| EmailAddress::parse(one).ok()).collect();
        let mut seen = HashSet::new();
        good.retain(|email| seen.insert(email.clone()));
        let texts: Vec<&str> = good.iter().map(EmailAddress::as_str).collect();
        let found: Vec<EmailAddress> =
            parse_addresses(&texts.join(&between)).found.into_iter().filter_map(|pasted| pasted.email.ok()).collect();
        prop_assert_eq!(found, good);
    }
}
