//! What the kernel answers, cut down to what we want to know.

use netlink_packet_core::{NetlinkMessage, NetlinkPayload};
use netlink_packet_route::RouteNetlinkMessage;
use netlink_packet_route::link::{
    InfoKind, LinkAttribute, LinkFlags, LinkInfo, LinkLayerType, LinkMessage,
};
use netlink_packet_route::route::{RouteAttribute, RouteHeader, RouteMessage, RouteType};

/// Length of a message's header (RFC 3549 section 2.3.2).
const HEADER: usize = 16;

/// One part of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// A default route of the main table.
    Route(Route),
    /// A link.
    Link(Link),
    /// The answer is complete.
    End,
    /// The kernel refuses to answer.
    Refusal,
}

/// A way out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Route {
    /// Number of the link that it uses.
    pub(super) link: u32,
    /// The route with the least is used.
    pub(super) metric: u32,
}

/// A link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Link {
    pub(super) index: u32,
    pub(super) name: String,
    /// Switched on, and something is at its other end.
    pub(super) is_up: bool,
    pub(super) is_ethernet: bool,
    pub(super) is_mobile: bool,
}

/// Cuts a datagram into its parts. What cannot be read is left out; what follows a length that
/// lies is not read at all.
pub(super) fn parts(datagram: &[u8]) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut rest = datagram;
    while let Some(length) = message_length(rest) {
        let (message, behind) = rest.split_at(length);
        if let Ok(message) = NetlinkMessage::deserialize(message) {
            parts.extend(part(message.payload));
        }
        // Messages begin at multiples of four bytes.
        rest = behind
            .get(length.next_multiple_of(4) - length..)
            .unwrap_or_default();
    }
    parts
}

/// Reads bytes as any answer of the kernel, only to see that they do no harm.
pub fn parse_any(bytes: &[u8]) {
    let _ = parts(bytes);
}

fn message_length(bytes: &[u8]) -> Option<usize> {
    let length = u32::from_ne_bytes(*bytes.first_chunk()?);
    let length = usize::try_from(length).ok()?;
    (HEADER..=bytes.len()).contains(&length).then_some(length)
}

fn part(payload: NetlinkPayload<RouteNetlinkMessage>) -> Option<Part> {
    match payload {
        NetlinkPayload::Done(_) => Some(Part::End),
        NetlinkPayload::Error(error) if error.code.is_some() => Some(Part::Refusal),
        NetlinkPayload::InnerMessage(RouteNetlinkMessage::NewRoute(message)) => {
            route(&message).map(Part::Route)
        }
        NetlinkPayload::InnerMessage(RouteNetlinkMessage::NewLink(message)) => {
            Some(Part::Link(link(&message)))
        }
        _ => None,
    }
}

fn route(message: &RouteMessage) -> Option<Route> {
    let header = &message.header;
    let leads_out = header.destination_prefix_length == 0
        && header.kind == RouteType::Unicast
        && header.table == RouteHeader::RT_TABLE_MAIN;
    let attributes = || message.attributes.iter();
    let link = attributes().find_map(|attribute| match attribute {
        RouteAttribute::Oif(link) => Some(*link),
        RouteAttribute::MultiPath(hops) => hops.first().map(|hop| hop.interface_index),
        _ => None,
    })?;
    let metric = attributes().find_map(|attribute| match attribute {
        RouteAttribute::Priority(metric) => Some(*metric),
        _ => None,
    });
    leads_out.then(|| Route {
        link,
        metric: metric.unwrap_or(0),
    })
}

fn link(message: &LinkMessage) -> Link {
    let name = message.attributes.iter().find_map(|it| match it {
        LinkAttribute::IfName(name) => Some(name.clone()),
        _ => None,
    });
    let header = &message.header;
    Link {
        index: header.index,
        name: name.unwrap_or_default(),
        is_up: header.flags.contains(LinkFlags::Up | LinkFlags::LowerUp)
            && !header.flags.contains(LinkFlags::Loopback),
        is_ethernet: header.link_layer_type == LinkLayerType::Ether,
        is_mobile: header.link_layer_type == LinkLayerType::Rawip || is_wwan(message),
    }
}

fn is_wwan(message: &LinkMessage) -> bool {
    message.attributes.iter().any(|attribute| {
        matches!(attribute, LinkAttribute::LinkInfo(info)
            if info.contains(&LinkInfo::Kind(InfoKind::Wwan)))
    })
}

#[cfg(test)]
mod tests {
    use super::{Part, parts};
    use proptest::prelude::*;

    #[test]
    fn a_length_that_lies_ends_the_reading() {
        for length in [0_u32, 15, 17, u32::MAX] {
            let mut datagram = length.to_ne_bytes().to_vec();
            datagram.resize(16, 0);
            assert_eq!(parts(&datagram), []);
        }
    }

    #[test]
    fn an_end_is_seen() {
        let mut datagram = 20_u32.to_ne_bytes().to_vec();
        datagram.extend_from_slice(&3_u16.to_ne_bytes());
        datagram.resize(20, 0);
        assert_eq!(parts(&datagram), [Part::End]);
    }

    proptest! {
        #[test]
        fn any_bytes_are_parts_or_nothing(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            let _ = parts(&bytes);
        }

        #[test]
        fn any_message_of_any_type_is_a_part_or_nothing(
            kind in 0_u16..120,
            body in proptest::collection::vec(any::<u8>(), 0..200),
        ) {
            let length = u32::try_from(16 + body.len()).unwrap();
            let mut datagram = length.to_ne_bytes().to_vec();
            datagram.extend_from_slice(&kind.to_ne_bytes());
            datagram.resize(16, 0);
            datagram.extend_from_slice(&body);
            let _ = parts(&datagram);
        }
    }
}
