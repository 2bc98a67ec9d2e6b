//! What the program is started with: flags, then `MUSTER_…` variables, then a TOML file, then the defaults.

use crate::flags::Flags;
use crate::mail::Server;
use crate::public_url::PublicUrl;
use figment::providers::{Format as _, Toml};
use figment::value::{Dict, Map, Value};
use figment::{Figment, Metadata, Profile, Provider};
use lettre::message::Mailbox;
use serde::{Deserialize, Deserializer};
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// What the variables' names begin with.
const PREFIX: &str = "MUSTER_";
/// Read when it is there and no other file is named.
const FILE: &str = "muster.toml";

/// A setting: its name, its default (none when empty), whether `muster config` masks it.
struct Setting(&'static str, &'static str, Masked);

#[derive(Clone, Copy, PartialEq, Eq)]
enum Masked {
    No,
    /// The password inside the URL.
    Password,
}

const SETTINGS: [Setting; 15] = [
    Setting("database_url", "sqlite://data/muster.db", Masked::Password),
    Setting("listen", "127.0.0.1:3000", Masked::No),
    Setting("metrics_listen", "", Masked::No),
    Setting("public_url", "", Masked::No),
    Setting("smtp_url", "", Masked::Password),
    Setting("mail_from", "", Masked::No),
    Setting("mail_wait", "30", Masked::No),
    Setting("secret_file", "data/secret.key", Masked::No),
    Setting("trusted_proxies", "0", Masked::No),
    Setting("connections", "2000", Masked::No),
    Setting("connections_per_ip", "200", Masked::No),
    Setting("requests", "64", Masked::No),
    Setting("migrate", "true", Masked::No),
    Setting("log", "info", Masked::No),
    Setting("log_format", "text", Masked::No),
];

/// How log lines are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Text,
    /// For programs: a JSON object a line.
    Json,
}

/// The settings in force.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where the data is.
    pub database_url: String,
    /// Where to serve.
    pub listen: SocketAddr,
    /// Where to serve `/metrics`; `None` serves them nowhere.
    pub metrics_listen: Option<SocketAddr>,
    /// Where people reach it; `None` is this machine.
    pub public_url: Option<PublicUrl>,
    /// Who carries mails, and who sends them; `None` leaves them in the outbox.
    pub mail: Option<(Server, Mailbox)>,
    /// So long waits a mail that Undo can take back, in seconds.
    pub mail_wait: usize,
    /// Where the installation's key is.
    pub secret_file: PathBuf,
    /// How many proxies stand before it.
    pub trusted_proxies: usize,
    /// The most open connections.
    pub connections: usize,
    /// The most open connections from one address.
    pub connections_per_ip: usize,
    /// The most requests that are worked on at once.
    pub requests: usize,
    /// Whether serving migrates first.
    pub migrate: bool,
    /// What is logged.
    pub log: String,
    /// How log lines are written.
    pub log_format: LogFormat,
    shown: Vec<Shown>,
}

/// A setting as `muster config` prints it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Shown {
    /// Its name.
    pub name: &'static str,
    /// Its value, secrets masked; empty when there is none.
    pub value: String,
    /// Where it was set.
    pub from: String,
}

/// What is wrong with a setting, in one line that names it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConfigError {
    /// There is no setting of that name.
    #[error("there is no setting {name} (from {from}): `muster config` lists those there are")]
    Unknown {
        /// The name.
        name: String,
        /// Where it was set.
        from: String,
    },
    /// Its value cannot be.
    #[error("the setting {name} (from {from}) {problem}")]
    Wrong {
        /// The name.
        name: String,
        /// Where it was set.
        from: String,
        /// What is wrong with it.
        problem: String,
    },
    /// The file cannot be read.
    #[error("the file of settings cannot be read: {0}")]
    File(String),
}

impl Config {
    /// Reads the settings from flags, the environment and the file.
    ///
    /// # Errors
    /// [`ConfigError`] names the first setting that is unknown or wrong.
    pub fn read(flags: &Flags) -> Result<Self, ConfigError> {
        let variables = std::env::vars_os().filter_map(|(name, value)| {
            let name = name.into_string().ok()?.strip_prefix(PREFIX)?.to_ascii_lowercase();
            Some((name, value.to_string_lossy().into_owned()))
        });
        Self::from_sources(flags, variables.collect())
    }

    /// The same with another database.
    pub(crate) fn at(&self, database_url: String) -> Self {
        Self { database_url, ..self.clone() }
    }

    fn from_sources(flags: &Flags, mut variables: BTreeMap<String, String>) -> Result<Self, ConfigError> {
        let named = variables.remove("config").map(PathBuf::from);
        let file = file(flags.config.clone().or(named))?;
        let figment = Figment::new()
            .merge(Texts("a default", SETTINGS.iter().map(|s| (s.0.to_owned(), s.1.to_owned())).collect()))
            .merge(Toml::string(&file))
            .merge(Texts("the environment", variables))
            .merge(Texts("a flag", flags.given()));
        let values: BTreeMap<String, Text> =
            figment.extract().map_err(|error| ConfigError::File(error.to_string().replace('\n', " ")))?;
        let from = |name: &str| match figment.find_metadata(name).map(|data| data.name.as_ref()) {
            Some("the environment") => format!("{PREFIX}{}", name.to_ascii_uppercase()),
            Some("a flag") => format!("--{}", name.replace('_', "-")),
            Some("a default") => "default".to_owned(),
            _ => "the file of settings".to_owned(),
        };
        if let Some(name) = values.keys().find(|name| SETTINGS.iter().all(|setting| setting.0 != **name)) {
            return Err(ConfigError::Unknown { name: name.clone(), from: from(name) });
        }
        Read { values: &values, from: &from }.config()
    }

    /// Every setting in force, secrets masked.
    #[must_use]
    pub fn shown(&self) -> &[Shown] {
        &self.shown
    }
}

/// The file's text: the named one has to be there.
fn file(named: Option<PathBuf>) -> Result<String, ConfigError> {
    let path = match named {
        Some(path) => path,
        None if Path::new(FILE).exists() => PathBuf::from(FILE),
        None => return Ok(String::new()),
    };
    std::fs::read_to_string(&path).map_err(|error| ConfigError::File(format!("{}: {error}", path.display())))
}

/// The values found, being checked one by one.
struct Read<'a> {
    values: &'a BTreeMap<String, Text>,
    from: &'a dyn Fn(&str) -> String,
}

impl Read<'_> {
    fn config(&self) -> Result<Config, ConfigError> {
        let smtp: Option<Server> = self.optional("smtp_url")?;
        let from: Option<Mailbox> = self.optional_by("mail_from", |text| {
            text.parse().map_err(|_| "takes an address, such as Muster <muster@example.com>".to_owned())
        })?;
        let mail = match (smtp, from) {
            (Some(server), Some(from)) => Some((server, from)),
            (Some(_), None) => return Err(self.wrong("smtp_url", "needs mail_from beside it")),
            (None, _) => None,
        };
        Ok(Config {
            database_url: self.by("database_url", database_url)?,
            listen: self.by("listen", address)?,
            metrics_listen: self.optional_by("metrics_listen", address)?,
            public_url: self.optional("public_url")?,
            mail,
            mail_wait: self.by("mail_wait", |text| number(text, 0..=600))?,
            secret_file: PathBuf::from(self.text("secret_file")),
            trusted_proxies: self.by("trusted_proxies", |text| number(text, 0..=16))?,
            connections: self.by("connections", |text| number(text, 1..=100_000))?,
            connections_per_ip: self.by("connections_per_ip", |text| number(text, 1..=100_000))?,
            requests: self.by("requests", |text| number(text, 1..=100_000))?,
            migrate: self.by("migrate", |text| text.parse().map_err(|_| "takes true or false".to_owned()))?,
            log: self.by("log", levels)?,
            log_format: self.by("log_format", |text| match text {
                "text" => Ok(LogFormat::Text),
                "json" => Ok(LogFormat::Json),
                _ => Err("takes text or json".to_owned()),
            })?,
            shown: SETTINGS.iter().map(|setting| self.shown(setting)).collect(),
        })
    }

    fn text(&self, name: &str) -> &str {
        self.values.get(name).map_or("", |text| &text.0)
    }

    fn wrong(&self, name: &str, problem: &str) -> ConfigError {
        ConfigError::Wrong { name: name.to_owned(), from: (self.from)(name), problem: problem.to_owned() }
    }

    fn by<T>(&self, name: &str, parse: impl Fn(&str) -> Result<T, String>) -> Result<T, ConfigError> {
        parse(self.text(name).trim()).map_err(|problem| self.wrong(name, &problem))
    }

    fn optional_by<T>(&self, name: &str, parse: impl Fn(&str) -> Result<T, String>) -> Result<Option<T>, ConfigError> {
        if self.text(name).trim().is_empty() { Ok(None) } else { self.by(name, parse).map(Some) }
    }

    fn optional<T: FromStr<Err: ToString>>(&self, name: &str) -> Result<Option<T>, ConfigError> {
        self.optional_by(name, |text| text.parse().map_err(|error: T::Err| error.to_string()))
    }

    fn shown(&self, setting: &Setting) -> Shown {
        let value = self.text(setting.0);
        let value = if setting.2 == Masked::Password { masked(value) } else { value.to_owned() };
        Shown { name: setting.0, value, from: (self.from)(setting.0) }
    }
}

fn address(text: &str) -> Result<SocketAddr, String> {
    text.parse().map_err(|_| "takes an address and a port, such as 127.0.0.1:3000".to_owned())
}

fn database_url(text: &str) -> Result<String, String> {
    let known = ["sqlite://", "postgres://", "postgresql://"];
    match known.iter().find_map(|scheme| text.strip_prefix(scheme)) {
        Some(rest) if !rest.is_empty() => Ok(text.to_owned()),
        _ => Err("takes sqlite://PATH or postgres://USER:PASSWORD@HOST/DATABASE".to_owned()),
    }
}

/// A word alone is a level: as a module's name it would silence everything else.
fn levels(text: &str) -> Result<String, String> {
    let alone = !text.contains(['=', ',']) && text.parse::<tracing::level_filters::LevelFilter>().is_err();
    match text.parse::<tracing_subscriber::filter::Targets>() {
        Ok(_) if !alone => Ok(text.to_owned()),
        _ => Err("takes a level (error, warn, info, debug) or levels by module (info,server=debug)".to_owned()),
    }
}

fn number(text: &str, within: std::ops::RangeInclusive<usize>) -> Result<usize, String> {
    let number = text.parse().ok().filter(|number| within.contains(number));
    number.ok_or_else(|| format!("takes a number from {} to {}", within.start(), within.end()))
}

/// A URL with its password hidden.
fn masked(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return url.to_owned() };
    let Some((user, host)) = rest.rsplit_once('@') else { return url.to_owned() };
    let name = user.split(':').next().unwrap_or_default();
    if user.contains(':') { format!("{scheme}://{name}:****@{host}") } else { url.to_owned() }
}

/// A value as text, whatever TOML made of it.
struct Text(String);

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let value = <Value as Deserialize>::deserialize(from)?;
        let number = || value.to_i128().map(|n| n.to_string()).or_else(|| value.to_bool().map(|b| b.to_string()));
        let text = value.as_str().map(str::to_owned).or_else(number);
        text.map(Self).ok_or_else(|| serde::de::Error::custom("a text, a number, true or false is expected"))
    }
}

/// Settings that are texts already.
struct Texts(&'static str, BTreeMap<String, String>);

impl Provider for Texts {
    fn metadata(&self) -> Metadata {
        Metadata::named(self.0)
    }

    fn data(&self) -> Result<Map<Profile, Dict>, figment::Error> {
        let values = self.1.iter().map(|(name, text)| (name.clone(), Value::from(text.as_str())));
        Ok(Profile::Default.collect(values.collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(variables: &[(&str, &str)]) -> Result<Config, ConfigError> {
        let variables = variables.iter().map(|&(name, value)| (name.to_owned(), value.to_owned()));
        Config::from_sources(&Flags::default(), variables.collect())
    }

    #[test]
    fn nothing_has_to_be_set() {
        let config = read(&[]).expect("the defaults are good");
        assert_eq!(config.listen.to_string(), "127.0.0.1:3000");
        assert_eq!(config.database_url, "sqlite://data/muster.db");
        assert_eq!(config.requests, crate::security::shed::REQUESTS);
        assert!(config.public_url.is_none() && config.mail.is_none() && config.migrate);
    }

    #[test]
    fn flags_come_before_variables_and_these_before_the_file() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("settings.toml");
        std::fs::write(&path, "listen = \"127.0.0.1:1\"\ntrusted_proxies = 1\nlog = \"warn\"").expect("written");
        let variables = [("config", path.to_str().expect("a path")), ("listen", "[::1]:2"), ("trusted_proxies", "2")];
        let variables = variables.iter().map(|&(name, value)| (name.to_owned(), value.to_owned())).collect();
        let flags = Flags { trusted_proxies: Some("3".to_owned()), ..Flags::default() };
        let config = Config::from_sources(&flags, variables).expect("good");
        assert_eq!((config.listen.to_string().as_str(), config.trusted_proxies), ("[::1]:2", 3));
        assert_eq!(config.log, "warn");
        let from: Vec<&str> = config.shown().iter().map(|shown| shown.from.as_str()).collect();
        assert!(from.contains(&"MUSTER_LISTEN") && from.contains(&"--trusted-proxies"));
        assert!(from.contains(&"the file of settings"));
    }

    #[test]
    fn a_wrong_or_unknown_setting_is_named_in_one_line() {
        for (name, value, said) in [
            ("listne", "x", "there is no setting listne (from MUSTER_LISTNE)"),
            ("listen", "3000", "the setting listen (from MUSTER_LISTEN) takes an address and a port"),
            ("metrics_listen", "9090", "the setting metrics_listen (from MUSTER_METRICS_LISTEN) takes an address"),
            ("database_url", "mysql://x", "the setting database_url (from MUSTER_DATABASE_URL) takes sqlite"),
            ("public_url", "example.com", "the setting public_url (from MUSTER_PUBLIC_URL) takes http"),
            ("trusted_proxies", "-1", "the setting trusted_proxies (from MUSTER_TRUSTED_PROXIES) takes a number"),
            ("smtp_url", "http://x", "the setting smtp_url (from MUSTER_SMTP_URL) takes smtp"),
            ("smtp_url", "smtp://mail.example", "needs mail_from"),
            ("mail_wait", "601", "the setting mail_wait (from MUSTER_MAIL_WAIT) takes a number from 0 to 600"),
            ("mail_from", "nobody", "the setting mail_from (from MUSTER_MAIL_FROM) takes an address"),
            ("requests", "0", "the setting requests (from MUSTER_REQUESTS) takes a number from 1 to 100000"),
            ("log_format", "xml", "takes text or json"),
            ("log", "loud", "takes a level"),
            ("config", "/nowhere/muster.toml", "/nowhere/muster.toml"),
        ] {
            let error = read(&[(name, value)]).expect_err(name).to_string();
            assert!(error.contains(said) && !error.contains('\n'), "{error}");
        }
    }

    #[test]
    fn secrets_are_masked() {
        let config = read(&[
            ("database_url", "postgres://muster:s3cret@db/muster"),
            ("smtp_url", "smtps://me:p%40ss@mail.example"),
            ("mail_from", "muster@example.com"),
        ]);
        let shown = format!("{:?}", config.expect("good").shown());
        assert!(shown.contains("postgres://muster:****@db/muster") && shown.contains("smtps://me:****@mail.example"));
        assert!(!shown.contains("s3cret") && !shown.contains("p%40ss"));
    }
}
