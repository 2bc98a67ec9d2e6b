//! The mail server, as its URL names it.

use http::Uri;
use lettre::Message;
use lettre::transport::smtp::Error as SmtpError;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use std::net::IpAddr;
use std::str::FromStr;
use std::time::Duration;

/// Connecting to the mail server takes no longer. What it is then asked has the time that the worker gives a mail.
const CONNECT_WITHIN: Duration = Duration::from_secs(20);
/// A mail that takes longer, connecting and all answers together, is tried again later, unless said otherwise.
const MAIL_WITHIN: Duration = Duration::from_secs(30);
/// A server that has taken the mail has so long to say goodbye.
const GOODBYE_WITHIN: Duration = Duration::from_secs(2);

/// `smtp://` or `smtps://`, a host, perhaps a port, a user and a password.
#[derive(Clone, PartialEq, Eq)]
pub struct Server {
    host: String,
    port: u16,
    encrypted: Encrypted,
    login: Option<(String, String)>,
    mail_within: Duration,
}

/// When the connection is encrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Encrypted {
    /// From the first byte (`smtps`).
    Always,
    /// By STARTTLS, or no mail is sent: a password must not be overheard.
    Must,
    /// By STARTTLS where the server offers it.
    IfOffered,
    /// Never: the server is on this machine.
    Never,
}

/// Why a text names no mail server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "takes smtp://HOST:PORT or smtps://HOST:PORT, with USER:PASSWORD@ before the host where the server asks for them"
)]
pub struct NotServer;

impl FromStr for Server {
    type Err = NotServer;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let uri: Uri = text.parse().map_err(|_| NotServer)?;
        let secure = match uri.scheme_str() {
            Some("smtps") => true,
            Some("smtp") => false,
            _ => return Err(NotServer),
        };
        let authority = uri.authority().ok_or(NotServer)?;
        let host = authority.host().trim_start_matches('[').trim_end_matches(']').to_owned();
        if host.is_empty() || uri.path().len() > 1 || uri.query().is_some() {
            return Err(NotServer);
        }
        let login = match authority.as_str().rsplit_once('@') {
            None => None,
            Some((user, _)) => {
                let (name, password) = user.split_once(':').ok_or(NotServer)?;
                Some((decoded(name)?, decoded(password)?))
            }
        };
        let local = host == "localhost" || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback());
        let encrypted = match (secure, local, &login) {
            (true, ..) => Encrypted::Always,
            (false, true, _) => Encrypted::Never,
            (false, false, Some(_)) => Encrypted::Must,
            (false, false, None) => Encrypted::IfOffered,
        };
        let port = authority.port_u16().unwrap_or(if secure { 465 } else { 25 });
        Ok(Self { host, port, encrypted, login, mail_within: MAIL_WITHIN })
    }
}

fn decoded(text: &str) -> Result<String, NotServer> {
    percent_encoding::percent_decode_str(text).decode_utf8().map(std::borrow::Cow::into_owned).map_err(|_| NotServer)
}

impl Server {
    /// The same, where a mail may take so long.
    #[must_use]
    pub fn taking_mails_within(self, mail_within: Duration) -> Self {
        Self { mail_within, ..self }
    }

    /// What hands mails to it. Nothing is connected yet.
    ///
    /// # Errors
    /// When the system's certificates cannot be read.
    pub fn sender(&self) -> Result<Sender, SmtpError> {
        let speaks_tls = self.encrypted != Encrypted::Never;
        let tls = speaks_tls.then(|| TlsParameters::new(self.host.clone())).transpose()?;
        Ok(Sender { server: self.clone(), tls })
    }
}

/// Hands mails to a server.
#[derive(Clone)]
pub struct Sender {
    server: Server,
    tls: Option<TlsParameters>,
}

impl Sender {
    /// How long a mail may take.
    #[must_use]
    pub fn mail_within(&self) -> Duration {
        self.server.mail_within
    }

    /// Hands a mail over. It has a connection of its own, which ends with it: one given up in the middle of a command must
    /// not take the next mail, whose commands would be told the answers of this one's.
    ///
    /// # Errors
    /// When the server cannot be reached, is not who it should be, or does not take the mail.
    pub async fn send(&self, mail: &Message) -> Result<(), SmtpError> {
        let mut connection = self.connect().await?;
        connection.send(mail.envelope(), &mail.formatted()).await?;
        // It is taken, whatever comes of the goodbye.
        let _ = tokio::time::timeout(GOODBYE_WITHIN, connection.abort()).await;
        Ok(())
    }

    async fn connect(&self) -> Result<AsyncSmtpConnection, SmtpError> {
        let Self { server, tls } = self;
        let hello = ClientId::default();
        let wrapper = tls.clone().filter(|_| server.encrypted == Encrypted::Always);
        let address = (server.host.as_str(), server.port);
        let mut connection =
            AsyncSmtpConnection::connect_tokio1(address, Some(CONNECT_WITHIN), &hello, wrapper, None).await?;
        let upgrades = match server.encrypted {
            Encrypted::Must => true,
            Encrypted::IfOffered => connection.can_starttls(),
            Encrypted::Always | Encrypted::Never => false,
        };
        if let Some(tls) = tls.clone().filter(|_| upgrades) {
            connection.starttls(tls, &hello).await?;
        }
        if let Some((name, password)) = &server.login {
            connection.auth(DEFAULT_MECHANISMS, &Credentials::new(name.clone(), password.clone())).await?;
        }
        Ok(connection)
    }
}

impl std::fmt::Debug for Server {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Server({}:{})", self.host, self.port)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_url_says_how_the_server_is_spoken_to() {
        let read = |text: &str| text.parse::<Server>().map(|server| (server.host, server.port, server.encrypted));
        assert_eq!(read("smtp://127.0.0.1:2525"), Ok(("127.0.0.1".to_owned(), 2525, Encrypted::Never)));
        assert_eq!(read("smtp://[::1]:2525"), Ok(("::1".to_owned(), 2525, Encrypted::Never)));
        assert_eq!(read("smtp://mail.example"), Ok(("mail.example".to_owned(), 25, Encrypted::IfOffered)));
        assert_eq!(read("smtp://u:p@mail.example:587"), Ok(("mail.example".to_owned(), 587, Encrypted::Must)));
        assert_eq!(read("smtps://mail.example"), Ok(("mail.example".to_owned(), 465, Encrypted::Always)));
        for bad in
            ["", "mail.example", "http://mail.example", "smtp://", "smtp://user@mail.example", "smtp://mail.example/x"]
        {
            assert_eq!(bad.parse::<Server>(), Err(NotServer), "{bad}");
        }
    }

    #[test]
    fn a_password_is_decoded_and_never_printed() {
        let server: Server = "smtps://me%40example.com:p%40ss@mail.example".parse().expect("a server");
        assert_eq!(server.login, Some(("me@example.com".to_owned(), "p@ss".to_owned())));
        assert!(!format!("{server:?}").contains("p@ss"));
    }
}
