//! Battery, mains and network against mocked services on a private bus and against the kernel.

mod battery;
mod links;
mod mobile;
mod services;
