//! The kernel's own word on routes and links (rtnetlink), where no service tells more.

mod answer;

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use amtskoffer_contract::bridge::NetworkKind;
use netlink_packet_core::{NLM_F_DUMP, NLM_F_REQUEST, NetlinkHeader, NetlinkMessage};
use netlink_packet_route::RouteNetlinkMessage;
use netlink_packet_route::link::LinkMessage;
use netlink_packet_route::route::RouteMessage;
use netlink_sys::protocols::NETLINK_ROUTE;
use netlink_sys::{Socket, SocketAddr};
use rustix::net::sockopt::{Timeout, set_socket_timeout};
use serde::Deserialize;

pub use answer::parse_any;
use answer::{Link, Part, Route, parts};

use super::{NetworkError, NetworkState, NetworkWatch, Pending, look};
use crate::devices::registry::{Entry, EntryError};
use crate::devices::{Device, Look};

/// Where the kernel tells what a link is made of.
const LINKS: &str = "/sys/class/net";

/// Room for one datagram of a dump; the kernel fills at most this much at once.
const DATAGRAM: usize = 32 * 1024;

/// Most datagrams of one dump that are read.
const MOST_DATAGRAMS: usize = 256;

/// The kernel answers at once.
const PATIENCE: Duration = Duration::from_secs(1);

/// The network as the kernel knows it.
#[derive(Debug, Default)]
pub struct KernelNetwork;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Nothing {}

/// Makes the driver of an entry.
///
/// # Errors
/// [`EntryError::BadTable`].
pub fn from_entry(entry: &Entry) -> Result<Arc<dyn NetworkWatch>, EntryError> {
    let Nothing {} = entry.matching()?;
    let Nothing {} = entry.settings()?;
    Ok(Arc::new(KernelNetwork))
}

impl Device for KernelNetwork {
    fn look(&self) -> Look<'_> {
        Box::pin(look(self))
    }
}

impl NetworkWatch for KernelNetwork {
    fn state(&self) -> Pending<'_, NetworkState> {
        Box::pin(async {
            let read = tokio::task::spawn_blocking(read).await;
            read.map_err(|_| NetworkError::Kernel)?
        })
    }
}

fn read() -> Result<NetworkState, NetworkError> {
    let question = RouteNetlinkMessage::GetRoute(RouteMessage::default());
    let mut routes: Vec<Route> = Vec::new();
    dump(question, |part| {
        if let Part::Route(route) = part {
            routes.push(route);
        }
    })?;
    let question = RouteNetlinkMessage::GetLink(LinkMessage::default());
    let mut links: Vec<Link> = Vec::new();
    dump(question, |part| {
        if let Part::Link(link) = part {
            links.push(link);
        }
    })?;
    routes.sort_by_key(|route| route.metric);
    let leads_out = |route: &Route| {
        links
            .iter()
            .find(|link| link.index == route.link && link.is_up)
    };
    let Some(link) = routes.iter().find_map(leads_out) else {
        return Ok(NetworkState::default());
    };
    Ok(NetworkState {
        connected: true,
        kind: Some(kind(link)),
        ..NetworkState::default()
    })
}

/// Asks for everything of a kind and hands out each part of the answer.
fn dump(question: RouteNetlinkMessage, mut each: impl FnMut(Part)) -> Result<(), NetworkError> {
    let socket = ask(question).map_err(|_| NetworkError::Kernel)?;
    let mut datagram = Vec::with_capacity(DATAGRAM);
    for _ in 0..MOST_DATAGRAMS {
        datagram.clear();
        socket
            .recv(&mut datagram, 0)
            .map_err(|_| NetworkError::Kernel)?;
        for part in parts(&datagram) {
            match part {
                Part::End => return Ok(()),
                Part::Refusal => return Err(NetworkError::Kernel),
                part => each(part),
            }
        }
    }
    Err(NetworkError::Kernel)
}

fn ask(question: RouteNetlinkMessage) -> std::io::Result<Socket> {
    let mut socket = Socket::new(NETLINK_ROUTE)?;
    socket.bind_auto()?;
    socket.connect(&SocketAddr::new(0, 0))?;
    set_socket_timeout(&socket, Timeout::Recv, Some(PATIENCE))?;
    let mut header = NetlinkHeader::default();
    header.flags = NLM_F_DUMP | NLM_F_REQUEST;
    let mut message = NetlinkMessage::new(header, question.into());
    message.finalize();
    let mut bytes = vec![0; message.buffer_len()];
    message.serialize(&mut bytes);
    socket.send(&bytes, 0)?;
    Ok(socket)
}

/// What a link is made of, by the kernel's own word (`DEVTYPE` of its uevent) or its type.
fn kind(link: &Link) -> NetworkKind {
    match device_type(&link.name).as_deref() {
        Some("wlan") => return NetworkKind::Wifi,
        Some("wwan") => return NetworkKind::Mobile,
        Some(_) => return NetworkKind::Other,
        None => {}
    }
    if link.is_mobile {
        NetworkKind::Mobile
    } else if link.is_ethernet {
        NetworkKind::Ethernet
    } else {
        NetworkKind::Other
    }
}

fn device_type(name: &str) -> Option<String> {
    // Names of links hold no slash; a name that does is none of the kernel's.
    let folder: PathBuf = Path::new(LINKS).join(name);
    (folder.parent() == Some(Path::new(LINKS))).then_some(())?;
    let mut told = String::new();
    let file = File::open(folder.join("uevent")).ok()?;
    file.take(4096).read_to_string(&mut told).ok()?;
    let line = told
        .lines()
        .find_map(|line| line.strip_prefix("DEVTYPE="))?;
    Some(line.to_owned())
}
