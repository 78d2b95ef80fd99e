//! Kernel TCP inside a network namespace of our own, without any privilege.
//!
//! A child process makes a user and a network namespace with nothing in it but a TUN interface, and
//! hands the interface and, one by one, TCP sockets to us (`SCM_RIGHTS`). A socket stays in the
//! namespace in which it was made: whatever happens to the machine's routes, it cannot reach
//! anything but the TUN, and what comes out of that only we can send on.
//!
//! Must be started while the process has one thread, before it has read any secret (the child keeps what
//! the memory held), and before it gives up writing (the TUN device is opened for writing). The
//! child ends with us.

mod mobile;

use std::io::{self, IoSlice, IoSliceMut};
use std::mem::MaybeUninit;
use std::net::{Ipv4Addr, TcpStream};
use std::os::fd::{AsFd, AsRawFd, OwnedFd};

use rustix::net::{
    AddressFamily, RecvAncillaryBuffer, RecvAncillaryMessage, RecvFlags, SendAncillaryBuffer,
    SendAncillaryMessage, SendFlags, SocketFlags, SocketType, recvmsg, sendmsg, socketpair,
};
use thiserror::Error;

use super::pacing::{is_paced, pace};

/// What the child answers with a socket or the TUN: one byte that says how it is.
const PLAIN: u8 = 0;
const WITH_PACING: u8 = 1;
const REFUSED: u8 = 2;

/// What we ask the child for.
const WANT_SOCKET: u8 = b's';

/// Why there is no namespace.
#[derive(Debug, Error)]
pub enum NamespaceError {
    /// No child, no pair of sockets, or the child died.
    #[error("the tunnel's helper does not run ({0}): check the limits of this user")]
    Helper(io::Error),
    /// The kernel does not let this user make namespaces, or there is no TUN.
    #[error(
        "this system does not let the suitcase make its tunnel: allow user namespaces and \
         /dev/net/tun, or use the town's own VPN client"
    )]
    NotAllowed,
}

/// The namespace: its interface, and a source of sockets inside it.
#[derive(Debug)]
pub struct Namespace {
    /// The TUN; reads and writes whole IP packets.
    pub tun: OwnedFd,
    helper: OwnedFd,
}

/// A TCP socket inside the namespace, not connected yet.
#[derive(Debug)]
pub struct Socket {
    /// The socket, non-blocking.
    pub socket: TcpStream,
    /// Whether it has the congestion control [`super::pacing::PACED`]; checked, not only asked for.
    pub is_paced: bool,
}

impl Namespace {
    /// Makes the namespace with one interface of this address and MTU that leads everywhere.
    ///
    /// # Errors
    /// [`NamespaceError`].
    pub fn make(address: Ipv4Addr, mtu: u16) -> Result<Self, NamespaceError> {
        let (ours, theirs) = socketpair(
            AddressFamily::UNIX,
            SocketType::SEQPACKET,
            SocketFlags::CLOEXEC,
            None,
        )
        .map_err(|error| NamespaceError::Helper(error.into()))?;
        fork_helper(theirs, address, mtu)?;
        let (tun, answer) = receive(&ours).map_err(NamespaceError::Helper)?;
        match (tun, answer) {
            (Some(tun), PLAIN) => Ok(Self { tun, helper: ours }),
            _ => Err(NamespaceError::NotAllowed),
        }
    }

    /// A new TCP socket inside the namespace.
    ///
    /// # Errors
    /// When the helper is gone or the system refuses.
    pub fn socket(&self) -> io::Result<Socket> {
        rustix::net::send(&self.helper, &[WANT_SOCKET], SendFlags::NOSIGNAL)?;
        let (socket, answer) = receive(&self.helper)?;
        let Some(socket) = socket else {
            return Err(io::ErrorKind::PermissionDenied.into());
        };
        let is_paced = answer == WITH_PACING && is_paced(&socket);
        Ok(Socket {
            socket: TcpStream::from(socket),
            is_paced,
        })
    }
}

/// Forks; the child never returns.
#[allow(unsafe_code)]
fn fork_helper(channel: OwnedFd, address: Ipv4Addr, mtu: u16) -> Result<(), NamespaceError> {
    // SAFETY: the process has one thread (the callers' contract), so the child may do everything that
    // the parent might.
    match unsafe { libc::fork() } {
        -1 => Err(NamespaceError::Helper(io::Error::last_os_error())),
        0 => {
            let code = i32::from(helper(&channel, address, mtu).is_err());
            // SAFETY: ends the child without running anything that belongs to the parent.
            unsafe { libc::_exit(code) }
        }
        _ => Ok(()),
    }
}

/// The child's whole life.
fn helper(channel: &OwnedFd, address: Ipv4Addr, mtu: u16) -> io::Result<()> {
    die_with_parent()?;
    match inside(address, mtu) {
        Ok(tun) => answer(channel, PLAIN, Some(&tun))?,
        Err(error) => {
            answer(channel, REFUSED, None)?;
            return Err(error);
        }
    }
    let mut wanted = [0];
    loop {
        let (asked, _) = rustix::net::recv(channel, &mut wanted, RecvFlags::empty())?;
        if asked == 0 {
            return Ok(());
        }
        match socket() {
            Ok(socket) => {
                let how = if pace(&socket) { WITH_PACING } else { PLAIN };
                answer(channel, how, Some(&socket))?;
            }
            Err(_) => answer(channel, REFUSED, None)?,
        }
    }
}

fn socket() -> io::Result<OwnedFd> {
    let flags = SocketFlags::CLOEXEC | SocketFlags::NONBLOCK;
    Ok(rustix::net::socket_with(
        AddressFamily::INET,
        SocketType::STREAM,
        flags,
        None,
    )?)
}

fn answer(channel: &OwnedFd, how: u8, file: Option<&OwnedFd>) -> io::Result<()> {
    let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(1))];
    let mut ancillary = SendAncillaryBuffer::new(&mut space);
    let files: Vec<_> = file.iter().map(|file| file.as_fd()).collect();
    if !files.is_empty() {
        ancillary.push(SendAncillaryMessage::ScmRights(&files));
    }
    sendmsg(
        channel,
        &[IoSlice::new(&[how])],
        &mut ancillary,
        SendFlags::NOSIGNAL,
    )?;
    Ok(())
}

fn receive(channel: &OwnedFd) -> io::Result<(Option<OwnedFd>, u8)> {
    let mut how = [REFUSED];
    let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(1))];
    let mut ancillary = RecvAncillaryBuffer::new(&mut space);
    let received = recvmsg(
        channel,
        &mut [IoSliceMut::new(&mut how)],
        &mut ancillary,
        RecvFlags::CMSG_CLOEXEC,
    )?;
    if received.bytes == 0 {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    let mut files = ancillary.drain().filter_map(|message| match message {
        RecvAncillaryMessage::ScmRights(files) => Some(files),
        _ => None,
    });
    let file = files.next().and_then(|mut files| files.next());
    Ok((file, how[0]))
}

#[allow(unsafe_code)]
fn die_with_parent() -> io::Result<()> {
    // SAFETY: only sets a flag of this process.
    checked(unsafe { libc::prctl(libc::PR_SET_PDEATHSIG, libc::SIGKILL) })
}

/// Enters the new namespaces and makes the interface.
#[allow(unsafe_code)]
fn inside(address: Ipv4Addr, mtu: u16) -> io::Result<OwnedFd> {
    // SAFETY: the child has one thread; nothing of the parent's is shared any more.
    checked(unsafe { libc::unshare(libc::CLONE_NEWUSER | libc::CLONE_NEWNET) })?;
    let tun = rustix::fs::open(
        "/dev/net/tun",
        rustix::fs::OFlags::RDWR | rustix::fs::OFlags::NONBLOCK | rustix::fs::OFlags::CLOEXEC,
        rustix::fs::Mode::empty(),
    )?;
    let mut request = Request::new();
    request.payload.flags = flags(libc::IFF_TUN | libc::IFF_NO_PI);
    ioctl(&tun, libc::TUNSETIFF, &mut request)?;
    let control = socket()?;
    let mut with_address = Request::new();
    with_address.payload.address = internet(address);
    ioctl(&control, libc::SIOCSIFADDR, &mut with_address)?;
    let mut with_mtu = Request::new();
    with_mtu.payload.number = i32::from(mtu);
    ioctl(&control, libc::SIOCSIFMTU, &mut with_mtu)?;
    let mut up = Request::new();
    up.payload.flags = flags(libc::IFF_UP | libc::IFF_RUNNING);
    ioctl(&control, libc::SIOCSIFFLAGS, &mut up)?;
    let mut numbered = Request::new();
    ioctl(&control, libc::SIOCGIFINDEX, &mut numbered)?;
    // SAFETY: the call has filled in the interface's number.
    let number = unsafe { numbered.payload.number };
    mobile::settle();
    mobile::lead_everywhere(u32::try_from(number).unwrap_or_default())?;
    Ok(tun)
}

/// The interface, as C has it.
const NAME: &[u8; 16] = b"tunnel\0\0\0\0\0\0\0\0\0\0";

/// `struct ifreq` (netdevice(7)) for our one interface.
#[repr(C)]
struct Request {
    name: [u8; 16],
    payload: Payload,
}

#[repr(C)]
union Payload {
    flags: i16,
    /// The MTU, or which interface it is.
    number: i32,
    address: libc::sockaddr_in,
    room: [u8; 24],
}

impl Request {
    fn new() -> Self {
        Self {
            name: *NAME,
            payload: Payload { room: [0; 24] },
        }
    }
}

fn flags(flags: i32) -> i16 {
    i16::try_from(flags).unwrap_or_default()
}

fn internet(address: Ipv4Addr) -> libc::sockaddr_in {
    libc::sockaddr_in {
        sin_family: libc::AF_INET as libc::sa_family_t,
        sin_port: 0,
        sin_addr: libc::in_addr {
            s_addr: u32::from(address).to_be(),
        },
        sin_zero: [0; 8],
    }
}

#[allow(unsafe_code)]
fn ioctl(file: &OwnedFd, what: libc::Ioctl, request: &mut Request) -> io::Result<()> {
    // SAFETY: each of our calls takes a `struct ifreq`, which `Request` is laid out as.
    checked(unsafe { libc::ioctl(file.as_raw_fd(), what, std::ptr::from_mut(request)) })
}

fn checked(result: libc::c_int) -> io::Result<()> {
    if result < 0 {
        return Err(io::Error::last_os_error());
    }
    Ok(())
}
