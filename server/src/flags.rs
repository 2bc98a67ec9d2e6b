//! The settings as flags.

use clap::Args;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// The settings as flags, of every command.
#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "Settings")]
pub struct Flags {
    /// A TOML file of settings [env: MUSTER_CONFIG] [default: muster.toml, when there is one]
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// sqlite://PATH or postgres://… [env: MUSTER_DATABASE_URL]
    #[arg(long, global = true, value_name = "URL")]
    pub(crate) database_url: Option<String>,
    /// Address and port to serve at [env: MUSTER_LISTEN]
    #[arg(long, global = true, value_name = "ADDRESS")]
    pub(crate) listen: Option<String>,
    /// Address and port to serve /metrics at, for Prometheus; whoever reaches it may read. Without it there are none
    /// [env: MUSTER_METRICS_LISTEN]
    #[arg(long, global = true, value_name = "ADDRESS")]
    pub(crate) metrics_listen: Option<String>,
    /// Where people reach it; the source of links [env: MUSTER_PUBLIC_URL]
    #[arg(long, global = true, value_name = "URL")]
    pub(crate) public_url: Option<String>,
    /// smtp://user:password@host:port or smtps://…; its certificate is checked against the system's roots, or those in
    /// the file that SSL_CERT_FILE names [env: MUSTER_SMTP_URL]
    #[arg(long, global = true, value_name = "URL")]
    pub(crate) smtp_url: Option<String>,
    /// The sender of its mails [env: MUSTER_MAIL_FROM]
    #[arg(long, global = true, value_name = "ADDRESS")]
    pub(crate) mail_from: Option<String>,
    /// Seconds that a mail waits that Undo can take back [env: MUSTER_MAIL_WAIT]
    #[arg(long, global = true, value_name = "N")]
    pub(crate) mail_wait: Option<String>,
    /// Where the installation's key is kept [env: MUSTER_SECRET_FILE]
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) secret_file: Option<String>,
    /// How many proxies stand before it [env: MUSTER_TRUSTED_PROXIES]
    #[arg(long, global = true, value_name = "N")]
    pub(crate) trusted_proxies: Option<String>,
    /// The most open connections [env: MUSTER_CONNECTIONS]
    #[arg(long, global = true, value_name = "N")]
    pub(crate) connections: Option<String>,
    /// The most open connections from one address, unless there are proxies [env: MUSTER_CONNECTIONS_PER_IP]
    #[arg(long, global = true, value_name = "N")]
    pub(crate) connections_per_ip: Option<String>,
    /// The most requests that are worked on at once; further ones are answered 503 [env: MUSTER_REQUESTS]
    #[arg(long, global = true, value_name = "N")]
    pub(crate) requests: Option<String>,
    /// Whether serving brings the database to this version first: true or false [env: MUSTER_MIGRATE]
    #[arg(long, global = true, value_name = "BOOL")]
    pub(crate) migrate: Option<String>,
    /// What is logged: a level, or levels by module [env: MUSTER_LOG]
    #[arg(long, global = true, value_name = "FILTER")]
    pub(crate) log: Option<String>,
    /// text or json [env: MUSTER_LOG_FORMAT]
    #[arg(long, global = true, value_name = "FORMAT")]
    pub(crate) log_format: Option<String>,
}

impl Flags {
    /// Those that were given, by the settings' names.
    pub(crate) fn given(&self) -> BTreeMap<String, String> {
        [
            ("database_url", &self.database_url),
            ("listen", &self.listen),
            ("metrics_listen", &self.metrics_listen),
            ("public_url", &self.public_url),
            ("smtp_url", &self.smtp_url),
            ("mail_from", &self.mail_from),
            ("mail_wait", &self.mail_wait),
            ("secret_file", &self.secret_file),
            ("trusted_proxies", &self.trusted_proxies),
            ("connections", &self.connections),
            ("connections_per_ip", &self.connections_per_ip),
            ("requests", &self.requests),
            ("migrate", &self.migrate),
            ("log", &self.log),
            ("log_format", &self.log_format),
        ]
        .into_iter()
        .filter_map(|(name, value)| Some((name.to_owned(), value.clone()?)))
        .collect()
    }
}
