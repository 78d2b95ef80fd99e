//! Congestion control for a lossy mobile line. Most others take every lost packet for a full queue and
//! fall to a tenth of what the line carries.

use std::os::fd::AsFd;

use rustix::net::sockopt::{set_tcp_congestion, tcp_congestion};

/// The one that is wanted (module `tcp_bbr`, `net.ipv4.tcp_allowed_congestion_control`).
pub const PACED: &str = "bbr";

/// Asks for it, and says whether the socket has it: a kernel may lack it or not allow it.
pub fn pace(socket: impl AsFd) -> bool {
    // What counts is what the socket has afterwards.
    let _ = set_tcp_congestion(&socket, PACED);
    is_paced(socket)
}

/// Whether a socket has it.
pub fn is_paced(socket: impl AsFd) -> bool {
    tcp_congestion(socket).is_ok_and(|name| name == PACED)
}

#[cfg(test)]
mod tests {
    use super::{PACED, is_paced, pace};
    use rustix::net::sockopt::set_tcp_congestion;
    use rustix::net::{AddressFamily, SocketType, socket};

    #[test]
    fn what_the_socket_has_counts_and_not_what_was_asked_for() {
        let socket = socket(AddressFamily::INET, SocketType::STREAM, None).unwrap();
        let known = std::fs::read_to_string("/proc/sys/net/ipv4/tcp_allowed_congestion_control");
        let is_allowed = known.unwrap().split_whitespace().any(|name| name == PACED);
        assert_eq!(pace(&socket), is_allowed);
        set_tcp_congestion(&socket, "reno").unwrap();
        assert!(!is_paced(&socket));
    }
}
