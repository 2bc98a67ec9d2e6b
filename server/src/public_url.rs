//! The one address under which people reach this installation: the source of every link, and what `Host` and
//! `Origin` have to agree with.

use http::Uri;
use std::net::IpAddr;
use std::str::FromStr;

/// Scheme, host and port; no path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicUrl {
    https: bool,
    host: String,
    port: u16,
}

impl PublicUrl {
    /// The address while none is set: this machine, by the port that is listened on.
    #[must_use]
    pub fn local(port: u16) -> Self {
        Self { https: false, host: "localhost".to_owned(), port }
    }

    /// Whether browsers reach it by TLS.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.https
    }

    /// The values of `Host` that name this installation, in lower case and without the scheme's own port. A
    /// loopback address has three names.
    #[must_use]
    pub fn hosts(&self) -> Vec<String> {
        let names: &[&str] = if self.is_loopback() { &["localhost", "127.0.0.1", "[::1]"] } else { &[&self.host] };
        names.iter().map(|name| self.authority(name)).collect()
    }

    /// Whether a value of `Host`, or the authority of a request's target, names this installation.
    #[must_use]
    pub fn is_host(&self, host: &str) -> bool {
        let host = host.to_ascii_lowercase();
        let default = if self.https { ":443" } else { ":80" };
        let host = host.strip_suffix(default).unwrap_or(&host);
        self.hosts().iter().any(|known| known == host)
    }

    /// Whether a value of `Origin` (or the beginning of a `Referer`) is a page of this installation.
    #[must_use]
    pub fn is_origin(&self, origin: &str) -> bool {
        origin
            .strip_prefix(self.scheme())
            .and_then(|rest| rest.strip_prefix("://"))
            .is_some_and(|host| self.is_host(host))
    }

    fn is_loopback(&self) -> bool {
        let bare = self.host.trim_start_matches('[').trim_end_matches(']');
        self.host == "localhost" || bare.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
    }

    fn scheme(&self) -> &'static str {
        if self.https { "https" } else { "http" }
    }

    fn authority(&self, name: &str) -> String {
        let default = if self.https { 443 } else { 80 };
        if self.port == default { name.to_owned() } else { format!("{name}:{}", self.port) }
    }
}

impl std::fmt::Display for PublicUrl {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}://{}", self.scheme(), self.authority(&self.host))
    }
}

/// Why a text is no public address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("takes http:// or https://, a host and perhaps a port, such as https://muster.example.com")]
pub struct NotPublicUrl;

impl FromStr for PublicUrl {
    type Err = NotPublicUrl;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let uri: Uri = text.parse().map_err(|_| NotPublicUrl)?;
        let https = match uri.scheme_str() {
            Some("https") => true,
            Some("http") => false,
            _ => return Err(NotPublicUrl),
        };
        let authority = uri.authority().ok_or(NotPublicUrl)?;
        let host = authority.host().to_ascii_lowercase();
        let port = match authority.as_str()[authority.as_str().len().min(authority.host().len())..].strip_prefix(':') {
            Some(port) => port.parse().map_err(|_| NotPublicUrl)?,
            None if https => 443,
            None => 80,
        };
        if authority.as_str().contains('@') || host.is_empty() || uri.path() != "/" || uri.query().is_some() {
            return Err(NotPublicUrl);
        }
        Ok(Self { https, host, port })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> PublicUrl {
        text.parse().expect("a good address")
    }

    #[test]
    fn addresses_are_read_and_written_back() {
        for (text, shown) in [
            ("http://localhost:3000", "http://localhost:3000"),
            ("https://Muster.Example.com/", "https://muster.example.com"),
            ("https://muster.example.com:443", "https://muster.example.com"),
            ("http://[::1]:8080", "http://[::1]:8080"),
            ("http://10.0.0.4", "http://10.0.0.4"),
        ] {
            assert_eq!(url(text).to_string(), shown);
        }
        for bad in [
            "",
            "localhost:3000",
            "ftp://a.example",
            "https://",
            "https://a.example/muster",
            "https://u:p@a.example",
            "https://a.example?x",
            "https://a.example:99999",
        ] {
            assert_eq!(bad.parse::<PublicUrl>(), Err(NotPublicUrl), "{bad}");
        }
    }

    #[test]
    fn s_12_only_its_own_names_are_hosts_and_origins() {
        let local = url("http://localhost:3000");
        for host in ["localhost:3000", "127.0.0.1:3000", "[::1]:3000", "LOCALHOST:3000"] {
            assert!(local.is_host(host), "{host}");
            assert!(local.is_origin(&format!("http://{}", host.to_lowercase())), "{host}");
        }
        let public = url("https://muster.example.com");
        assert!(public.is_host("muster.example.com") && public.is_host("muster.example.com:443"));
        assert!(public.is_origin("https://muster.example.com"));
        for host in [
            "localhost:3000",
            "muster.example.com:80",
            "muster.example.com.",
            "evil.example",
            "muster.example.com@evil.example",
            "x.muster.example.com",
            "",
        ] {
            assert!(!public.is_host(host), "{host}");
        }
        for origin in [
            "http://muster.example.com",
            "null",
            "https://evil.example",
            "https://muster.example.com.evil.example",
            "https://muster.example.com/",
        ] {
            assert!(!public.is_origin(origin), "{origin}");
        }
    }
}
