//! Which network a request comes from, for limiting attempts. It is neither logged nor stored.

use axum::{
    extract::{ConnectInfo, FromRequestParts, Request, State},
    http::{HeaderMap, request::Parts},
    middleware::Next,
    response::Response,
};
use std::{
    convert::Infallible,
    net::{IpAddr, Ipv4Addr, SocketAddr},
};

/// The address of the client, as an extractor.
///
/// Where [`find_client_address`] isn't in front, as in tests of one handler, it is `0.0.0.0`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientAddress(pub IpAddr);

impl<S: Send + Sync> FromRequestParts<S> for ClientAddress {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let unknown = Self(IpAddr::V4(Ipv4Addr::UNSPECIFIED));
        Ok(parts.extensions.get().copied().unwrap_or(unknown))
    }
}

/// Finds the client's address behind this many trusted proxies, for the extractor.
///
/// For [`axum::middleware::from_fn_with_state`].
pub async fn find_client_address(
    State(trusted_proxies): State<usize>,
    mut request: Request,
    next: Next,
) -> Response {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    if let Some(peer) = peer {
        let address = behind_proxies(request.headers(), peer, trusted_proxies);
        request.extensions_mut().insert(ClientAddress(address));
    }
    next.run(request).await
}

/// Each proxy adds, on the right, the address that it saw. Only the entries of our own proxies
/// can be believed; whatever stands left of them may be made up by the client.
fn behind_proxies(headers: &HeaderMap, peer: IpAddr, trusted: usize) -> IpAddr {
    let seen: Vec<&str> = headers
        .get_all("x-forwarded-for")
        .iter()
        .flat_map(|value| value.to_str().unwrap_or_default().split(','))
        .collect();
    let claimed = match trusted {
        0 => None,
        trusted => seen.len().checked_sub(trusted).and_then(|index| parse(seen[index])),
    };
    claimed.unwrap_or(peer).to_canonical()
}

/// With or without a port, as proxies write both.
fn parse(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    text.parse()
        .ok()
        .or_else(|| text.parse::<SocketAddr>().ok().map(|address| address.ip()))
        .or_else(|| text.strip_prefix('[')?.strip_suffix(']')?.parse().ok())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

    use super::*;

    fn client(forwarded: &[&str], trusted: usize) -> String {
        let mut headers = HeaderMap::new();
        for value in forwarded {
            headers.append("x-forwarded-for", value.parse().unwrap());
        }
        behind_proxies(&headers, "::ffff:10.0.0.1".parse().unwrap(), trusted).to_string()
    }

    #[test]
    fn without_a_proxy_nobody_can_claim_an_address() {
        assert_eq!(client(&["192.0.2.7"], 0), "10.0.0.1");
    }

    #[test]
    fn behind_proxies_the_entry_of_the_outermost_own_one_counts() {
        assert_eq!(client(&["192.0.2.7"], 1), "192.0.2.7");
        assert_eq!(client(&["203.0.113.1, 192.0.2.7"], 1), "192.0.2.7");
        assert_eq!(client(&["203.0.113.1, 192.0.2.7", "10.0.0.9"], 2), "192.0.2.7");
    }

    #[test]
    fn ports_and_brackets_are_left_off() {
        assert_eq!(client(&["192.0.2.7:4711"], 1), "192.0.2.7");
        assert_eq!(client(&["[2001:db8::1]:4711"], 1), "2001:db8::1");
        assert_eq!(client(&["[2001:db8::1]"], 1), "2001:db8::1");
    }

    #[test]
    fn what_makes_no_sense_is_the_proxy_itself() {
        assert_eq!(client(&[], 1), "10.0.0.1");
        assert_eq!(client(&["unknown"], 1), "10.0.0.1");
        assert_eq!(client(&["192.0.2.7"], 2), "10.0.0.1");
    }
}
