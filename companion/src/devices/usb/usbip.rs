//! Client of USB/IP: a USB device that another program or machine exports over TCP
//! (Linux kernel documentation, `usb/usbip_protocol.rst`, version 1.1.1).
//!
//! The line is neither encrypted nor signed: use it on the loopback or on a cable of its own.

mod wire;

use std::io::{ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use self::wire::{Asked, Export, Read as Parsed, Returned};
use super::{ANSWER_TIME, Setup, Transport, UsbError, UsbId};

pub use self::wire::{fuzz_list, fuzz_returned};

/// The registered port.
pub const PORT: u16 = 3240;

const CONNECT_TIME: Duration = Duration::from_secs(1);
/// What is read from the line at once.
const PIECE: usize = 8 * 1024;

/// Whether a device with one of these numbers is exported, and which.
///
/// # Errors
/// [`UsbError::NoExporter`], [`UsbError::TimedOut`], [`UsbError::Garbled`].
pub fn find(address: SocketAddr, wanted: &[UsbId]) -> Result<Option<UsbId>, UsbError> {
    Ok(listed(address, wanted)?.map(|export| export.id))
}

/// Takes the first exported device with one of these numbers for us alone.
///
/// # Errors
/// [`UsbError::Gone`] when there is none, [`UsbError::Busy`] when somebody else has it, and any other.
pub fn open(address: SocketAddr, wanted: &[UsbId]) -> Result<Remote, UsbError> {
    let export = listed(address, wanted)?.ok_or(UsbError::Gone)?;
    let mut line = Line::connect(address)?;
    line.send(&wire::ask_import(&export.bus_id))?;
    let deadline = Instant::now() + ANSWER_TIME;
    let taken = line.answer(deadline, wire::imported)?;
    if taken.id != export.id {
        return Err(UsbError::Garbled);
    }
    Ok(Remote {
        line,
        device: taken,
        last: 0,
        waiting: None,
        broken: None,
    })
}

/// A device at the other end of the line; it is given back when this is dropped.
#[derive(Debug)]
pub struct Remote {
    line: Line,
    device: Export,
    /// Number of the last request.
    last: u32,
    /// The wait for a report, which goes on between calls.
    waiting: Option<Waiting>,
    /// The line is no longer in step.
    broken: Option<UsbError>,
}

/// A wait for a report.
#[derive(Debug)]
struct Waiting {
    asked: Asked,
    endpoint: u8,
    came: Option<Returned>,
}

impl Remote {
    fn ask(
        &mut self,
        endpoint: u8,
        setup: [u8; 8],
        out: &[u8],
        capacity: Option<usize>,
    ) -> Result<Asked, UsbError> {
        self.last = self.last.wrapping_add(1).max(1);
        let asked = Asked {
            number: self.last,
            capacity,
        };
        let frame = wire::submit(self.device.device, asked, endpoint, setup, out);
        self.line.send(&frame)?;
        Ok(asked)
    }

    /// One control request; what comes of the wait in between is kept.
    fn control(
        &mut self,
        setup: [u8; 8],
        out: &[u8],
        capacity: Option<usize>,
    ) -> Result<Vec<u8>, UsbError> {
        self.usable()?;
        let outcome = self.exchange(setup, out, capacity);
        match outcome {
            Ok(returned) => returned.data(),
            // The answer may still come; then it would be taken for another's.
            Err(error) => Err(self.give_up(error)),
        }
    }

    fn exchange(
        &mut self,
        setup: [u8; 8],
        out: &[u8],
        capacity: Option<usize>,
    ) -> Result<Returned, UsbError> {
        let asked = self.ask(0, setup, out, capacity)?;
        let deadline = Instant::now() + ANSWER_TIME;
        loop {
            let returned = self.returned(deadline, Some(asked))?;
            let returned = returned.ok_or(UsbError::TimedOut)?;
            if returned.number == asked.number {
                return Ok(returned);
            }
            if let Some(waiting) = &mut self.waiting {
                waiting.came = Some(returned);
            }
        }
    }

    /// The next answer to anything that was asked and not yet answered.
    fn returned(
        &mut self,
        deadline: Instant,
        asked: Option<Asked>,
    ) -> Result<Option<Returned>, UsbError> {
        let waiting = self
            .waiting
            .as_ref()
            .filter(|waiting| waiting.came.is_none());
        let open = [asked, waiting.map(|waiting| waiting.asked)];
        self.line
            .next(deadline, |bytes| wire::returned(bytes, &open))
    }

    fn usable(&self) -> Result<(), UsbError> {
        self.broken.clone().map_or(Ok(()), Err)
    }

    fn give_up(&mut self, error: UsbError) -> UsbError {
        self.broken = Some(error.clone());
        error
    }
}

impl Transport for Remote {
    fn id(&self) -> UsbId {
        self.device.id
    }

    fn claim(&mut self, _interface: u8) -> Result<(), UsbError> {
        // The import has taken the whole device.
        Ok(())
    }

    fn control_in(&mut self, setup: Setup, buffer: &mut [u8]) -> Result<usize, UsbError> {
        let length = u16::try_from(buffer.len()).unwrap_or(u16::MAX);
        let data = self.control(wire::setup(setup, true, length), &[], Some(length.into()))?;
        let place = buffer.get_mut(..data.len()).ok_or(UsbError::Garbled)?;
        place.copy_from_slice(&data);
        Ok(data.len())
    }

    fn control_out(&mut self, setup: Setup, data: &[u8]) -> Result<(), UsbError> {
        let length = u16::try_from(data.len()).map_err(|_| UsbError::System)?;
        self.control(wire::setup(setup, false, length), data, None)
            .map(drop)
    }

    fn interrupt_in(
        &mut self,
        endpoint: u8,
        buffer: &mut [u8],
        patience: Duration,
    ) -> Result<Option<usize>, UsbError> {
        self.usable()?;
        if self
            .waiting
            .as_ref()
            .is_none_or(|waiting| waiting.endpoint != endpoint)
        {
            let asked = self.ask(endpoint & 0x0f, [0; 8], &[], Some(buffer.len()));
            let asked = asked.map_err(|error| self.give_up(error))?;
            self.waiting = Some(Waiting {
                asked,
                endpoint,
                came: None,
            });
        }
        let kept = self
            .waiting
            .as_mut()
            .and_then(|waiting| waiting.came.take());
        let came = match kept {
            Some(returned) => Some(returned),
            None => self
                .returned(Instant::now() + patience, None)
                .map_err(|error| self.give_up(error))?,
        };
        let Some(returned) = came else {
            return Ok(None);
        };
        self.waiting = None;
        let data = returned.data()?;
        let place = buffer.get_mut(..data.len()).ok_or(UsbError::Garbled)?;
        place.copy_from_slice(&data);
        Ok(Some(data.len()))
    }
}

impl Drop for Remote {
    fn drop(&mut self) {
        if let Some(waiting) = &self.waiting {
            self.last = self.last.wrapping_add(1).max(1);
            let take_back = wire::unlink(self.device.device, self.last, waiting.asked.number);
            // Whether it arrives or not, closing the line gives the device back.
            let _ = self.line.send(&take_back);
        }
    }
}

fn listed(address: SocketAddr, wanted: &[UsbId]) -> Result<Option<Export>, UsbError> {
    let mut line = Line::connect(address)?;
    line.send(&wire::ask_list())?;
    let exports = line.answer(Instant::now() + ANSWER_TIME, wire::listed)?;
    Ok(exports
        .into_iter()
        .find(|export| wanted.contains(&export.id)))
}

/// A connection with what has arrived and not yet been understood.
#[derive(Debug)]
struct Line {
    stream: TcpStream,
    arrived: Vec<u8>,
}

impl Line {
    fn connect(address: SocketAddr) -> Result<Self, UsbError> {
        let stream = TcpStream::connect_timeout(&address, CONNECT_TIME);
        let stream = stream.map_err(|_| UsbError::NoExporter)?;
        let prepared = stream
            .set_nodelay(true)
            .and_then(|()| stream.set_write_timeout(Some(ANSWER_TIME)));
        prepared.map_err(|_| UsbError::System)?;
        Ok(Self {
            stream,
            arrived: Vec::new(),
        })
    }

    fn send(&mut self, frame: &[u8]) -> Result<(), UsbError> {
        self.stream
            .write_all(frame)
            .map_err(|error| fault(error.kind()))
    }

    fn answer<T>(
        &mut self,
        deadline: Instant,
        parse: impl Fn(&[u8]) -> Parsed<T>,
    ) -> Result<T, UsbError> {
        self.next(deadline, parse)?.ok_or(UsbError::TimedOut)
    }

    /// The next whole answer, or nothing until the deadline; what has arrived of it is kept.
    fn next<T>(
        &mut self,
        deadline: Instant,
        parse: impl Fn(&[u8]) -> Parsed<T>,
    ) -> Result<Option<T>, UsbError> {
        loop {
            match parse(&self.arrived) {
                Parsed::Whole(answer, length) => {
                    self.arrived.drain(..length.min(self.arrived.len()));
                    return Ok(Some(answer));
                }
                Parsed::Wrong(error) => return Err(error),
                Parsed::More => {}
            }
            if !self.read_until(deadline)? {
                return Ok(None);
            }
        }
    }

    fn read_until(&mut self, deadline: Instant) -> Result<bool, UsbError> {
        let left = deadline.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Ok(false);
        }
        let limited = self.stream.set_read_timeout(Some(left));
        limited.map_err(|_| UsbError::System)?;
        let mut piece = [0; PIECE];
        match self.stream.read(&mut piece) {
            Ok(0) => Err(UsbError::Gone),
            Ok(length) => {
                self.arrived.extend_from_slice(&piece[..length]);
                Ok(true)
            }
            Err(error) => match error.kind() {
                ErrorKind::WouldBlock | ErrorKind::TimedOut => Ok(false),
                ErrorKind::Interrupted => Ok(true),
                other => Err(fault(other)),
            },
        }
    }
}

fn fault(kind: ErrorKind) -> UsbError {
    match kind {
        ErrorKind::WouldBlock | ErrorKind::TimedOut => UsbError::TimedOut,
        _ => UsbError::Gone,
    }
}

#[cfg(test)]
mod tests;
