//! The address that people type: links in mail and the check of forms both depend on it.

use std::{fmt, net::SocketAddr, str::FromStr};
use url::{Host, Url};

/// Scheme, host and port of this server as a browser sees them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicUrl(Url);

impl PublicUrl {
    /// The address of a server without a proxy in front.
    #[must_use]
    pub fn of_listener(listen: SocketAddr) -> Self {
        // Listening on all networks: the one name that surely leads here is this.
        let host = match listen.ip() {
            ip if ip.is_unspecified() => "localhost".to_owned(),
            std::net::IpAddr::V6(ip) => format!("[{ip}]"),
            std::net::IpAddr::V4(ip) => ip.to_string(),
        };
        let text = format!("http://{host}:{}", listen.port());
        Self(Url::parse(&text).expect("an address and a port make a URL"))
    }

    /// What browsers send as `Origin`: no path, host in lower case, no usual port.
    #[must_use]
    pub fn origin(&self) -> String {
        self.0.origin().ascii_serialization()
    }

    /// Whether browsers reach this server over TLS.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.0.scheme() == "https"
    }

    /// Whether only this machine can reach the address.
    #[must_use]
    pub fn is_loopback(&self) -> bool {
        match self.0.host() {
            Some(Host::Domain(name)) => name == "localhost",
            Some(Host::Ipv4(ip)) => ip.is_loopback(),
            Some(Host::Ipv6(ip)) => ip.is_loopback(),
            None => false,
        }
    }

    /// The other origins under which a browser on this machine may show it; none for others.
    #[must_use]
    pub fn loopback_aliases(&self) -> Vec<String> {
        if !self.is_loopback() {
            return Vec::new();
        }
        ["127.0.0.1", "localhost", "[::1]"]
            .iter()
            .filter_map(|host| {
                let mut alias = self.0.clone();
                alias.set_host(Some(host)).ok()?;
                Some(alias.origin().ascii_serialization())
            })
            .collect()
    }

    /// A link for mail or a terminal; `path` begins with a slash.
    #[must_use]
    pub fn link(&self, path: &str) -> String {
        format!("{}{path}", self.origin())
    }
}

impl FromStr for PublicUrl {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let url = Url::parse(text).map_err(|_| "not a URL; write https://soundings.example.com")?;
        if !["http", "https"].contains(&url.scheme()) {
            return Err("not a web address; write https://soundings.example.com");
        }
        if url.path() != "/" || url.query().is_some() || url.fragment().is_some() {
            return Err("Soundings needs a host name of its own: write no path after it");
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err("write no name and password into it");
        }
        Ok(Self(url))
    }
}

impl fmt::Display for PublicUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.origin())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

    use super::*;

    #[test]
    fn it_is_written_as_browsers_write_origins() {
        let url: PublicUrl = "HTTPS://Soundings.Example.COM:443/".parse().unwrap();
        assert_eq!(url.origin(), "https://soundings.example.com");
        assert_eq!(url.link("/sign-in"), "https://soundings.example.com/sign-in");
        assert!(url.is_https());
    }

    #[test]
    fn a_path_or_a_name_in_it_is_refused() {
        for wrong in
            ["soundings.example.com", "ftp://x", "https://x/y", "https://x/?a", "https://a@x"]
        {
            assert!(wrong.parse::<PublicUrl>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn without_a_proxy_it_is_where_the_server_listens() {
        let of = |listen: &str| PublicUrl::of_listener(listen.parse().unwrap()).to_string();
        assert_eq!(of("127.0.0.1:3000"), "http://127.0.0.1:3000");
        assert_eq!(of("0.0.0.0:80"), "http://localhost");
        assert_eq!(of("[::1]:3000"), "http://[::1]:3000");
    }
}
