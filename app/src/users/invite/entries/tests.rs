use super::*;
use crate::users::stage::Stage;
use domain::RoleKey::{Member, Owner};

fn stage() -> Stage {
    Stage::new()
        .user("Olga Owner", Owner)
        .user("Ana Lima", Member)
        .user("Ben Adeyemi", Member)
        .user("Cem Kaya", Member)
        .user("Eva Old", Member)
        .suspended("Ben Adeyemi")
        .removed("Cem Kaya", 10)
        .removed("Eva Old", 91)
        .invited("dora@example.com", "Olga Owner")
        .invited_until("elif@example.com", "Olga Owner", -1)
}

fn read(text: &str) -> Entries {
    let mut entries = Entries::default();
    entries.add(text, Some(&stage().seen_by("Olga Owner"))).expect("few");
    entries
}

fn problems(entries: &Entries) -> Vec<(String, String)> {
    entries.chips().into_iter().filter_map(|chip| Some((chip.key, chip.problem?))).collect()
}

#[test]
fn each_bad_address_says_why_at_once() {
    let entries = read(
        "ana@example.com, Ben <ben@example.com>; cem@example.com dora@example.com, elif@example.com, nobody, \
         fay@example.com, FAY@example.com, eva@example.com",
    );
    let found = problems(&entries);
    let words: Vec<&str> = found.iter().map(|(_, why)| why.as_str()).collect();
    assert_eq!(
        words,
        [
            "Already a user",
            "Suspended: reactivate them instead",
            "Removed: restore them instead, until 12 February 2027",
            "Already invited",
            "Not an address: it needs one @"
        ]
    );
    assert_eq!((entries.len(), entries.good(), entries.bad()), (8, 3, 5));
    assert_eq!(summary(&entries).as_deref(), Some("5 addresses cannot be invited."));
}

#[test]
fn names_are_kept_and_the_bad_ones_go_together() {
    let mut entries = read("Gül Şahin <gul@example.com>, ana@example.com");
    entries.remove_bad();
    let chip = &entries.chips()[0];
    assert_eq!((chip.label.as_str(), chip.beside.as_deref()), ("gul@example.com", Some("Gül Şahin")));
    let sent = entries.addressees();
    assert_eq!(sent[0].email, "gul@example.com");
    assert_eq!(sent[0].name.as_ref().map(Name::as_str), Some("Gül Şahin"));
    entries.remove("gul@example.com");
    assert_eq!((entries.len(), summary(&entries)), (0, None));
}

#[test]
fn after_sending_only_what_failed_stays() {
    let mut entries = read("gul@example.com, hal@example.com, ana@example.com");
    let refusal = Refusal::AlreadyUser;
    let subject = Subject::Address("hal@example.com".into());
    let sent = entries.addressees();
    entries.answered(&sent, &[Refused { subject, refusal, clash: None }]);
    let keys: Vec<_> = problems(&entries).into_iter().map(|(key, _)| key).collect();
    assert_eq!(keys, ["hal@example.com", "ana@example.com"]);
}

#[test]
fn what_came_while_the_others_were_sent_stays() {
    let mut entries = read("gul@example.com, hal@example.com");
    let sent = entries.addressees();
    entries.add("ida@example.com, ana@example.com", Some(&stage().seen_by("Olga Owner"))).expect("few");
    // The answer's rows are in the list already.
    entries.judge(&stage().invited("gul@example.com", "Olga Owner").seen_by("Olga Owner"));
    entries.answered(&sent, &[]);
    let keys: Vec<_> = entries.chips().into_iter().map(|chip| chip.key).collect();
    assert_eq!(keys, ["ida@example.com", "ana@example.com"]);
    assert_eq!((entries.good(), entries.bad()), (1, 1));
}

#[test]
fn more_than_a_thousand_are_refused_whole() {
    let many: String = (0..5_000).map(|n| format!("p{n}@example.com\n")).collect();
    let mut entries = read("gul@example.com");
    let refused = entries.add(&many, None).expect_err("too many");
    assert_eq!(refused, TooMany { got: 5_000, there: 1 });
    assert!(refused.words().contains("5,000") && refused.words().contains("1,000"));
    assert_eq!(entries.len(), 1);
    let exactly: String = (0..1_000).map(|n| format!("p{n}@example.com\n")).collect();
    assert_eq!(Entries::default().add(&exactly, None), Ok(()));
}

#[test]
fn addresses_of_other_domains_say_so_and_people_who_are_here_say_that() {
    let allowing = stage().allowing(&["example.org"]).seen_by("Olga Owner");
    let mut entries = Entries::default();
    entries.add("new@example.org, new@mail.example.org, ana@example.com, nobody", Some(&allowing)).expect("few");
    let found = problems(&entries);
    let words: Vec<&str> = found.iter().map(|(_, why)| why.as_str()).collect();
    assert_eq!(words, ["Domain not allowed", "Already a user", "Not an address: it needs one @"]);
    // The list is another now.
    entries.judge(&stage().seen_by("Olga Owner"));
    assert_eq!((entries.good(), entries.bad()), (2, 2));
}

#[test]
fn people_who_come_meanwhile_are_seen() {
    let mut entries = read("gul@example.com");
    assert_eq!(entries.bad(), 0);
    entries.judge(&stage().invited("gul@example.com", "Olga Owner").seen_by("Olga Owner"));
    assert_eq!(problems(&entries)[0].1, "Already invited");
}

#[test]
fn a_name_can_be_typed_before_its_address() {
    for (typed, whole) in [
        ("Ana ", false),
        ("Ana Lima ", false),
        ("Ana Lima <ana@example.com> ", true),
        ("ana@example.com ", true),
        ("ana@example.com", false),
        ("ana@example.com,", true),
        ("ana;", true),
        ("\"Lima,", false),
        ("\"Lima, Ana\" <ana@example.com>,", true),
        (" ", false),
        ("ana\n", true),
    ] {
        assert_eq!(is_whole(typed), whole, "{typed:?}");
    }
}

#[test]
fn those_who_wait_come_first_and_who_does_not_fit_is_told_to_wait() {
    let line = |stage: Stage, needed| SeatLine::of(&stage.seen_by("Olga Owner"), needed).expect("seen");
    let queue = || stage().policy(SeatPolicy::Queue);
    assert_eq!(line(queue(), 7), SeatLine { words: "7 seats of 7 available".into(), refused: None });
    assert_eq!(line(queue(), 9), SeatLine { words: "7 will be sent now, 2 wait".into(), refused: None });
    let waiting = || queue().waiting("fay@example.com", "Olga Owner", 4).waiting("gil@example.com", "Olga Owner", 9);
    assert_eq!(line(waiting(), 6).words, "5 will be sent now, 1 waits");
    assert_eq!(line(waiting().seats(Some(3)), 1).words, "None will be sent now, 1 waits");
    assert!(line(waiting().policy(SeatPolicy::Stop), 6).refused.is_some());
}

#[test]
fn seats_are_counted_while_typing() {
    let roster = stage().seen_by("Olga Owner");
    // Two active users and one invitation of ten seats.
    let line = |needed| SeatLine::of(&roster, needed).expect("an Owner sees them");
    assert_eq!(line(3), SeatLine { words: "3 seats of 7 available".into(), refused: None });
    assert_eq!(line(9).words, "9 seats of 7 available: 2 too many");
    assert!(line(9).refused.is_some_and(|why| why.starts_with("2 addresses too many")));
    let open = stage().policy(SeatPolicy::Open).seen_by("Olga Owner");
    let words = "9 seats: 2 over the limit of 10, which your organization allows";
    assert_eq!(SeatLine::of(&open, 9), Some(SeatLine { words: words.into(), refused: None }));
    assert_eq!(SeatLine::of(&open, 7).map(|line| line.words).as_deref(), Some("7 seats of 7 available"));
    let unlimited = stage().seats(None).seen_by("Olga Owner");
    assert_eq!(SeatLine::of(&unlimited, 2).map(|line| line.words).as_deref(), Some("2 seats"));
}

#[test]
fn whoever_was_removed_not_long_ago_can_start_fresh() {
    let mut entries = read("ana@example.com, Cem <cem@example.com>, fay@example.com");
    assert_eq!(entries.removed(), ["cem@example.com"]);
    assert_eq!((entries.good(), entries.fresh()), (1, Vec::new()));
    entries.start_fresh();
    assert_eq!(
        (entries.good(), entries.removed(), entries.fresh()),
        (2, Vec::new(), vec!["cem@example.com".to_owned()])
    );
    let chip = &entries.chips()[1];
    assert_eq!((chip.beside.as_deref(), &chip.problem), (Some("starts fresh"), &None));
    // Of Ana nothing changed: she is there.
    assert_eq!(problems(&entries), [("ana@example.com".to_owned(), "Already a user".to_owned())]);
    // The server's word, where the page did not know, is answered in the same way.
    let sent = entries.addressees();
    let refused = Refused {
        subject: Subject::Address("fay@example.com".to_owned()),
        refusal: Refusal::IsRemoved { until: domain::Timestamp(1) },
        clash: None,
    };
    entries.answered(&sent, &[refused]);
    assert_eq!(entries.removed(), ["fay@example.com"]);
}
