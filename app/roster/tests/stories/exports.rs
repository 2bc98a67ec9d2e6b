//! People as a file.

use crate::world::{World, name};
use domain::{Authority, Direction, PeopleFilter, PersonId, RoleKey, SortKey, Status, Timestamp};
use roster::{Export, ExportFormat, Roster, RowRef};
use serde_json::Value;
use std::{collections::BTreeMap, sync::Arc};

fn load(world: &World) -> Roster {
    Roster::load(world.snapshot(&Authority::operator())).expect("a roster")
}

fn text(roster: &Roster, rows: impl IntoIterator<Item = u32>, format: ExportFormat) -> String {
    Export::new(roster, rows, format).collect()
}

/// The cells of a file by their headings.
fn records(text: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.deserialize().map(|record| record.expect("a record")).collect()
}

#[test]
fn a_file_has_the_rows_of_a_view_in_their_order_with_all_that_is_known_of_them() {
    let world = World::of(400, 5);
    let roster = load(&world);
    let filter = PeopleFilter {
        q: "an".into(),
        sort: SortKey::LastActive,
        direction: Direction::Descending,
        ..PeopleFilter::default()
    };
    let rows = roster.query(&filter, None).rows;
    assert!(rows.len() > 50, "{}", rows.len());
    let csv = records(&text(&roster, rows.clone(), ExportFormat::Csv));
    let json: Vec<Value> = serde_json::from_str(&text(&roster, rows.clone(), ExportFormat::Json)).expect("JSON");
    assert_eq!((csv.len(), json.len()), (rows.len(), rows.len()));
    for ((number, csv), json) in rows.into_iter().zip(csv).zip(json) {
        let row = roster.row(number).expect("a row");
        let at = |moment: Option<Timestamp>| moment.map(Timestamp::to_rfc3339);
        let owned = row.teams().filter(|(_, owner)| *owner).map(|(team, _)| team.name.as_str());
        let teams = [row.teams().map(|(team, _)| team.name.as_str()).collect::<Vec<_>>(), owned.collect()];
        for (field, expected) in [
            ("name", Some(if row.is_named() { row.name().to_owned() } else { String::new() })),
            ("email", Some(row.email().to_owned())),
            ("role", row.role().map(|role| role.name.as_str().to_owned())),
            ("status", Some(row.status().slug().to_owned())),
            ("last_active", at(row.last_active())),
            ("since", at(Some(row.since()))),
            ("ends", at(row.ends_at().or(row.expires_at()))),
            ("invited_by", row.invited_by().map(|by| by.email().to_owned())),
            ("id", Some(row.id().uuid().to_string())),
        ] {
            assert_eq!(json[field].as_str().map(str::to_owned), expected, "{field}");
            assert_eq!(csv[field], expected.unwrap_or_default(), "{field}");
        }
        for (field, expected) in ["teams", "owned_teams"].into_iter().zip(teams) {
            assert_eq!(json[field], Value::from(expected.clone()), "{field}");
            assert_eq!(csv[field], expected.join("; "), "{field}");
        }
        assert_eq!(json.as_object().map(serde_json::Map::len), Some(csv.len()), "the same columns");
    }
}

#[test]
fn every_kind_of_person_is_written_as_what_they_are() {
    let world = World::of(400, 5);
    let roster = load(&world);
    let all: Vec<u32> = roster.rows().map(RowRef::number).collect();
    let written = records(&text(&roster, all, ExportFormat::Csv));
    for status in Status::ALL {
        assert!(written.iter().any(|line| line["status"] == status.slug()), "{status:?}");
    }
    assert!(written.iter().any(|line| !line["owned_teams"].is_empty()));
    assert!(written.iter().any(|line| line["name"].is_empty() && line["status"] == "invited"));
}

#[test]
fn s_47_what_a_spreadsheet_would_run_is_defused_in_every_column() {
    let mut world = World::of(30, 5);
    let formula = "=HYPERLINK(\"http://evil.example\",\"x\")";
    for team in &mut world.state.teams {
        team.name = name(formula);
    }
    for role in &mut world.state.roles {
        role.name = name("@role");
    }
    for user in world.state.users.values_mut() {
        user.name = name("-2+3");
    }
    let roster = load(&world);
    let all: Vec<u32> = roster.rows().map(RowRef::number).collect();
    for line in records(&text(&roster, all.clone(), ExportFormat::Csv)) {
        assert_eq!(line["role"], "'@role");
        for (column, cell) in &line {
            for part in cell.split(';') {
                assert!(!part.trim_start().starts_with(['=', '+', '-', '@']), "{column}: {cell}");
            }
        }
    }
    let json: Vec<Value> = serde_json::from_str(&text(&roster, all, ExportFormat::Json)).expect("JSON");
    assert!(json.iter().any(|one| one["teams"][0] == formula && one["name"] == "-2+3"), "JSON has them as they are");
}

#[test]
fn pieces_are_small_and_make_the_whole() {
    let world = World::of(3_000, 5);
    let roster = Arc::new(load(&world));
    let all: Vec<u32> = roster.rows().map(RowRef::number).collect();
    for format in ExportFormat::ALL {
        let pieces: Vec<String> = Export::new(Arc::clone(&roster), all.clone(), format).collect();
        assert!(pieces.len() > 5 && pieces.iter().all(|piece| (1..40_000).contains(&piece.len())), "{format:?}");
        assert_eq!(pieces.concat(), text(&roster, all.clone(), format));
    }
    let whole = text(&roster, all.clone(), ExportFormat::Json);
    assert_eq!(serde_json::from_str::<Vec<Value>>(&whole).map(|people| people.len()).ok(), Some(all.len()));
}

#[test]
fn nobody_is_an_empty_array_or_the_headings_alone() {
    let roster = load(&World::of(3, 5));
    assert_eq!(text(&roster, [], ExportFormat::Json), "[]\n");
    let headings = "name,email,role,teams,owned_teams,status,last_active,since,ends,invited_by,id\r\n";
    assert_eq!(text(&roster, [], ExportFormat::Csv), headings);
    assert_eq!(text(&roster, [1_000], ExportFormat::Csv), headings, "a row that is not there");
    let marked = |format| Export::new(&roster, [], format).marked().collect::<String>();
    assert_eq!(marked(ExportFormat::Csv), format!("\u{feff}{headings}"));
    assert_eq!(marked(ExportFormat::Json), "[]\n");
}

#[test]
fn an_export_has_what_its_viewer_sees_and_no_more() {
    let mut world = World::of(60, 5);
    let tess = world.team_owner();
    let viewer = world.authority(tess).expect("active");
    let roster = Roster::load(world.snapshot(&viewer)).expect("a roster");
    let seen: Vec<u32> = roster.rows().map(RowRef::number).collect();
    let written = records(&text(&roster, seen, ExportFormat::Csv));
    let (own, unseen) = (&world.state.teams[0], &world.state.teams[2]);
    assert!(written.len() > 2 && written.len() < 60);
    for line in &written {
        assert!(line["teams"].contains(own.name.as_str()), "{line:?}");
        assert!(!line["teams"].contains(unseen.name.as_str()), "{line:?}");
    }
    let hers = PersonId::from(tess).uuid().to_string();
    let hers = written.iter().find(|line| line["id"] == hers).expect("her own");
    assert_eq!(hers["owned_teams"], own.name.as_str());
    assert!(world.state.built_in(RoleKey::TeamOwner).is_some_and(|role| role.name.as_str() == hers["role"]));
}

#[test]
fn s_47_a_file_is_called_by_organization_and_day() {
    let mut world = World::of(3, 5);
    let day = Timestamp(1_790_000_000_000).to_date();
    assert_eq!(ExportFormat::Csv.file_name(&load(&world)), format!("acme-users-{day}.csv"));
    world.state.org.slug = "a/../b\"\r\nc; é\u{202e}-1".into();
    assert_eq!(ExportFormat::Json.file_name(&load(&world)), format!("abc-1-users-{day}.json"));
}
