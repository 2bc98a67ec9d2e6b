use super::*;

#[test]
fn numbers_speak() {
    assert_eq!([users(1), users(1_000), invited(9)], ["1 user", "1,000 users", "9 invited"]);
    assert_eq!(
        [seats(1, 0), seats(22, 0), seats(0, 3)],
        ["1 seat available", "22 seats available", "3 over the seat limit"]
    );
    assert_eq!(shown(12, 141), "12 of 141 shown");
}

#[test]
fn an_empty_list_says_what_to_take_away() {
    let chips = ["Role: Admin".to_owned(), "Team: Design".to_owned()];
    assert_eq!(nobody_about(&chips, " zz "), "Remove Role: Admin, Team: Design or the search “zz” to see more people.");
    assert_eq!(nobody_about(&chips[..1], ""), "Remove Role: Admin to see more people.");
}
