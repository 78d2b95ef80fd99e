//! How the kernel's TCP behaves inside the namespace: as a mobile line wants it.

use std::fs;
use std::io;

use netlink_packet_core::{
    NLM_F_ACK, NLM_F_CREATE, NLM_F_REQUEST, NetlinkHeader, NetlinkMessage, NetlinkPayload,
};
use netlink_packet_route::AddressFamily;
use netlink_packet_route::RouteNetlinkMessage;
use netlink_packet_route::route::{
    RouteAttribute, RouteHeader, RouteMessage, RouteMetric, RouteProtocol, RouteScope, RouteType,
};
use netlink_sys::protocols::NETLINK_ROUTE;
use netlink_sys::{Socket, SocketAddr};

/// Packets that may leave on a new connection before the first answer. The usual ten cost two round
/// trips more; pacing spreads them, so that they do not come as a burst.
const FIRST_PACKETS: u32 = 32;

/// Settings of the namespace, with what they are good for.
const SETTINGS: [(&str, &str); 2] = [
    // Milliseconds between two tries on a dead line at most (Linux 6.15): after a hole in the radio net
    // bytes flow again within a second, not after as long a time as the hole was.
    ("tcp_rto_max_ms", "1000"),
    // Tries before the connection is given up: a minute and a half, since they come so often now.
    ("tcp_retries2", "90"),
];

/// Room for the kernel's answer, which is short.
const LONGEST_ANSWER: usize = 1024;

/// Sets what this kernel lets us set; without it the line is only slower.
pub(super) fn settle() {
    for (name, value) in SETTINGS {
        let _ = fs::write(format!("/proc/sys/net/ipv4/{name}"), value);
    }
}

/// A default route over an interface: everything lies behind it.
pub(super) fn lead_everywhere(interface: u32) -> io::Result<()> {
    let message = request(interface);
    let mut bytes = vec![0; message.buffer_len()];
    message.serialize(&mut bytes);
    let mut socket = Socket::new(NETLINK_ROUTE)?;
    socket.bind_auto()?;
    socket.connect(&SocketAddr::new(0, 0))?;
    socket.send(&bytes, 0)?;
    let mut answer = Vec::with_capacity(LONGEST_ANSWER);
    socket.recv(&mut answer, 0)?;
    is_done(&answer)
}

fn request(interface: u32) -> NetlinkMessage<RouteNetlinkMessage> {
    let mut route = RouteMessage::default();
    route.header = RouteHeader {
        address_family: AddressFamily::Inet,
        table: RouteHeader::RT_TABLE_MAIN,
        protocol: RouteProtocol::Static,
        scope: RouteScope::Link,
        kind: RouteType::Unicast,
        ..RouteHeader::default()
    };
    route.attributes = vec![
        RouteAttribute::Oif(interface),
        RouteAttribute::Metrics(vec![RouteMetric::InitCwnd(FIRST_PACKETS)]),
    ];
    let mut header = NetlinkHeader::default();
    header.flags = NLM_F_REQUEST | NLM_F_CREATE | NLM_F_ACK;
    let mut message = NetlinkMessage::new(header, RouteNetlinkMessage::NewRoute(route).into());
    message.finalize();
    message
}

/// The kernel acknowledges with an error that is none (RFC 3549 section 2.3.2.2).
fn is_done(answer: &[u8]) -> io::Result<()> {
    let answer = NetlinkMessage::<RouteNetlinkMessage>::deserialize(answer);
    match answer.map(|answer| answer.payload) {
        Ok(NetlinkPayload::Error(error)) if error.code.is_none() => Ok(()),
        Ok(NetlinkPayload::Error(error)) => Err(error.to_io()),
        _ => Err(io::ErrorKind::InvalidData.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::{is_done, request};
    use netlink_packet_core::{ErrorMessage, NetlinkHeader, NetlinkMessage, NetlinkPayload};
    use netlink_packet_route::RouteNetlinkMessage;
    use std::num::NonZeroI32;

    fn answer(code: i32) -> Vec<u8> {
        let mut error = ErrorMessage::default();
        error.code = NonZeroI32::new(code);
        error.header = vec![0; 16];
        let payload = NetlinkPayload::<RouteNetlinkMessage>::Error(error);
        let mut message = NetlinkMessage::new(NetlinkHeader::default(), payload);
        message.finalize();
        let mut bytes = vec![0; message.buffer_len()];
        message.serialize(&mut bytes);
        bytes
    }

    #[test]
    fn the_kernels_word_counts() {
        is_done(&answer(0)).unwrap();
        let refused = is_done(&answer(-libc::EPERM)).unwrap_err();
        assert_eq!(refused.kind(), std::io::ErrorKind::PermissionDenied);
        for strange in [&[][..], &[0; 16], &[0xff; 40]] {
            assert!(is_done(strange).is_err());
        }
    }

    #[test]
    fn the_route_is_the_default_one_over_the_interface() {
        let message = request(7);
        let mut bytes = vec![0; message.buffer_len()];
        message.serialize(&mut bytes);
        let read = NetlinkMessage::<RouteNetlinkMessage>::deserialize(&bytes).unwrap();
        assert_eq!(read, message);
        let NetlinkPayload::InnerMessage(RouteNetlinkMessage::NewRoute(route)) = read.payload
        else {
            panic!("{:?}", read.payload);
        };
        assert_eq!(route.header.destination_prefix_length, 0);
        assert_eq!(route.attributes.len(), 2);
    }
}
