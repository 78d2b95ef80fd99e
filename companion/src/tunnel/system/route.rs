//! Where the kernel would send a packet to the gateway (rtnetlink), and when that may have changed.

use std::io;
use std::net::IpAddr;
use std::time::Duration;

use amtskoffer_domain::tunnel::Closed;
use netlink_packet_core::{NLM_F_REQUEST, NetlinkHeader, NetlinkMessage, NetlinkPayload};
use netlink_packet_route::route::{RouteAddress, RouteAttribute, RouteMessage, RouteType};
use netlink_packet_route::{AddressFamily, RouteNetlinkMessage};
use netlink_sys::protocols::NETLINK_ROUTE;
use netlink_sys::{Socket, SocketAddr};
use rustix::net::sockopt::{Timeout, set_socket_timeout};

/// Longest time without a look; the kernel also tells of changes.
const LOOK: Duration = Duration::from_secs(1);

/// The kernel answers at once.
const PATIENCE: Duration = Duration::from_secs(1);

/// Room for one message of the kernel.
const DATAGRAM: usize = 32 * 1024;

/// Links, addresses, routes and rules of both families (`RTMGRP_*`, rtnetlink(7); the last is
/// `RTNLGRP_IPV6_RULE`).
const GROUPS: u32 = 0x1 | 0x10 | 0x40 | 0x80 | 0x100 | 0x400 | 1 << 18;

/// What the kernel tells of changes.
#[derive(Debug)]
pub(super) struct Changes(Socket);

impl Changes {
    /// From now on.
    pub(super) fn subscribe() -> io::Result<Self> {
        let mut socket = Socket::new(NETLINK_ROUTE)?;
        socket.bind(&SocketAddr::new(0, GROUPS))?;
        set_socket_timeout(&socket, Timeout::Recv, Some(LOOK))?;
        Ok(Self(socket))
    }

    /// Until something has changed, or for [`LOOK`]. What exactly has changed does not matter, nor
    /// whether the kernel had to leave something out.
    pub(super) fn wait(&self) {
        let mut told = Vec::with_capacity(DATAGRAM);
        let _ = self.0.recv(&mut told, 0);
    }
}

/// Whether a packet to the gateway would leave through the interface. When the kernel does not say so, it
/// is taken as lost.
pub(super) fn look(interface: &str, gateway: IpAddr) -> Result<(), Closed> {
    let socket = Socket::new(NETLINK_ROUTE).map_err(|_| Closed::OtherRoute)?;
    let index = rustix::net::netdevice::name_to_index(&socket, interface)
        .map_err(|_| Closed::InterfaceGone)?;
    match ask(socket, gateway) {
        Ok(Some(link)) if link == index => Ok(()),
        Ok(_) | Err(_) => Err(Closed::OtherRoute),
    }
}

fn ask(mut socket: Socket, gateway: IpAddr) -> io::Result<Option<u32>> {
    socket.bind_auto()?;
    socket.connect(&SocketAddr::new(0, 0))?;
    set_socket_timeout(&socket, Timeout::Recv, Some(PATIENCE))?;
    let mut question = RouteMessage::default();
    let (family, bits, destination) = match gateway {
        IpAddr::V4(address) => (AddressFamily::Inet, 32, RouteAddress::Inet(address)),
        IpAddr::V6(address) => (AddressFamily::Inet6, 128, RouteAddress::Inet6(address)),
    };
    question.header.address_family = family;
    question.header.destination_prefix_length = bits;
    question
        .attributes
        .push(RouteAttribute::Destination(destination));
    let mut header = NetlinkHeader::default();
    header.flags = NLM_F_REQUEST;
    let question = RouteNetlinkMessage::GetRoute(question);
    let mut message = NetlinkMessage::new(header, question.into());
    message.finalize();
    let mut bytes = vec![0; message.buffer_len()];
    message.serialize(&mut bytes);
    socket.send(&bytes, 0)?;
    let mut answer = Vec::with_capacity(DATAGRAM);
    socket.recv(&mut answer, 0)?;
    Ok(link_of(&answer))
}

/// Number of the link that an answer's route uses; none for a refusal, for a route that leads to this
/// machine or nowhere, and for what cannot be read.
fn link_of(answer: &[u8]) -> Option<u32> {
    let message = NetlinkMessage::deserialize(answer).ok()?;
    let NetlinkPayload::InnerMessage(RouteNetlinkMessage::NewRoute(route)) = message.payload else {
        return None;
    };
    if route.header.kind != RouteType::Unicast {
        return None;
    }
    route
        .attributes
        .iter()
        .find_map(|attribute| match attribute {
            RouteAttribute::Oif(link) => Some(*link),
            _ => None,
        })
}

/// Reads bytes as any answer of the kernel, only to see that they do no harm.
pub fn parse_any(bytes: &[u8]) {
    let _ = link_of(bytes);
}

#[cfg(test)]
mod tests {
    use super::{link_of, look};
    use amtskoffer_domain::tunnel::Closed;
    use proptest::prelude::*;

    #[test]
    fn a_route_to_this_machine_itself_is_no_way_through_a_tunnel() {
        let own = "127.0.0.1".parse().unwrap();
        assert_eq!(look("lo", own), Err(Closed::OtherRoute));
        assert_eq!(look("no-such-link", own), Err(Closed::InterfaceGone));
    }

    proptest! {
        #[test]
        fn any_bytes_can_be_read(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = link_of(&bytes);
        }
    }
}
