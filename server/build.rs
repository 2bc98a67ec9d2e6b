//! Tells cargo when the embedded site is a new one. (A development server reads the site from the disk instead.)

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    // Where the site has not been built yet there is an empty one, so that the program compiles.
    if let Err(error) = std::fs::create_dir_all("../target/site") {
        println!("cargo:warning=cannot make the site's folder: {error}");
    }
    if std::env::var("PROFILE").is_ok_and(|profile| profile == "release") {
        println!("cargo:rerun-if-changed=../target/site/manifest.json");
    }
}
