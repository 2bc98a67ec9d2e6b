//! Addresses without a heading: one a line, or as mail programs join them.

use crate::{Lines, List, number};
use domain::{EmailAddress, ListColumns, ListSource, Listed, Pasted, Unreadable, parse_addresses};

/// Reads lines of addresses, with the names beside them.
pub(crate) fn read(text: &str) -> Result<List, Unreadable> {
    let mut lines = Lines::default();
    for (at, line) in text.lines().enumerate() {
        let found = parse_addresses(line).found;
        let addresses = found.iter().filter(|pasted| pasted.text.contains('@')).count();
        // What is no address is a name beside one, a title, or what somebody meant to be an address.
        let beside = found.iter().filter(|pasted| !pasted.text.contains('@')).map(|pasted| pasted.text.as_str());
        let beside = if addresses == 1 { beside.take(1).collect() } else { String::new() };
        for pasted in found.iter().filter(|pasted| addresses == 0 || pasted.text.contains('@')) {
            let name = pasted.name.as_ref().map_or_else(|| beside.clone(), ToString::to_string);
            lines.add(Listed { name, ..listed(number(at + 1), pasted.text.clone()) });
        }
    }
    let lines = lines.all()?;
    if !lines.iter().any(|listed| listed.address.contains('@')) {
        return Err(Unreadable::NoAddresses);
    }
    Ok(List { source: ListSource::Addresses, headings: Vec::new(), columns: ListColumns::default(), lines })
}

fn listed(line: u32, address: String) -> Listed {
    let (name, role, teams) = Default::default();
    Listed { line, address, name, role, teams, active: true }
}

/// The address of a cell, and the name beside it: `Ana Lima <ana@example.com>`, or the first of several.
pub(crate) fn first_of(cell: &str) -> (String, String) {
    let plain = || (cell.to_owned(), String::new());
    if EmailAddress::parse(cell).is_ok() || !cell.contains(['<', ',', ';', ' ', ':']) {
        return plain();
    }
    let good = |pasted: &Pasted| pasted.email.is_ok();
    parse_addresses(cell)
        .found
        .into_iter()
        .find(good)
        .map_or_else(plain, |pasted| (pasted.text, pasted.name.map_or_else(String::new, String::from)))
}
