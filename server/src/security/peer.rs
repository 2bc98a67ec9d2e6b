//! Where a request really comes from (S-53).

use crate::doors::Doors;
use app::api::limits::ClientIp;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::{HeaderMap, HeaderName};
use std::net::{IpAddr, SocketAddr};

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// Who is at the other end of the connection; a request extension of [`crate::serve`]'s.
#[derive(Clone, Copy, Debug)]
pub struct Peer(pub SocketAddr);

/// Finds the client's address and hands it on.
pub async fn find(State(doors): State<Doors>, mut request: Request, next: Next) -> Response {
    let peer =
        request.extensions().get::<Peer>().map_or(IpAddr::V4(std::net::Ipv4Addr::UNSPECIFIED), |peer| peer.0.ip());
    let ip = client(peer, request.headers(), doors.trusted_proxies);
    request.extensions_mut().insert(ClientIp(ip.to_canonical()));
    next.run(request).await
}

/// Each proxy appends the address that it was asked from. So with `proxies` of them the client's stands that
/// far from the right; what stands further left the client may have written itself.
fn client(peer: IpAddr, headers: &HeaderMap, proxies: usize) -> IpAddr {
    if proxies == 0 {
        return peer;
    }
    let values: Vec<&str> = headers.get_all(&FORWARDED_FOR).iter().filter_map(|value| value.to_str().ok()).collect();
    let hops: Vec<&str> = values.iter().flat_map(|value| value.split(',')).map(str::trim).collect();
    let hop = hops.len().checked_sub(proxies).and_then(|at| hops.get(at));
    hop.and_then(|hop| address(hop)).unwrap_or(peer)
}

/// An address as proxies write it: some add the port.
fn address(hop: &str) -> Option<IpAddr> {
    let bare = || hop.strip_prefix('[')?.strip_suffix(']')?.parse().ok();
    hop.parse().ok().or_else(|| hop.parse().ok().map(|with: SocketAddr| with.ip())).or_else(bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(forwarded: &[&str], proxies: usize) -> String {
        let mut headers = HeaderMap::new();
        for value in forwarded {
            headers.append(FORWARDED_FOR, value.parse().expect("a header"));
        }
        client([10, 0, 0, 1].into(), &headers, proxies).to_string()
    }

    #[test]
    fn s_53_hops_are_counted_from_the_right() {
        assert_eq!(asked(&["6.6.6.6"], 0), "10.0.0.1");
        assert_eq!(asked(&["6.6.6.6, 203.0.113.9"], 1), "203.0.113.9");
        assert_eq!(asked(&["6.6.6.6", "203.0.113.9, 10.0.0.2"], 2), "203.0.113.9");
        assert_eq!(asked(&["203.0.113.9"], 2), "10.0.0.1");
        assert_eq!(asked(&[], 1), "10.0.0.1");
        assert_eq!(asked(&["203.0.113.9, not an address"], 1), "10.0.0.1");
        assert_eq!(asked(&["6.6.6.6, 203.0.113.9:4711"], 1), "203.0.113.9");
        assert_eq!(asked(&["6.6.6.6, [2001:db8::9]:443"], 1), "2001:db8::9");
        assert_eq!(asked(&["6.6.6.6, [2001:db8::9]"], 1), "2001:db8::9");
    }
}
