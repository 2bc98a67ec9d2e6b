//! Tells cargo when the embedded site is a new one. A development server reads the site from the disk instead.

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    if std::env::var("PROFILE").is_ok_and(|profile| profile == "release") {
        println!("cargo:rerun-if-changed=../target/site/manifest.json");
    }
}
