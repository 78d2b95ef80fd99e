//! How a device is, made of what was last seen of it and of our own work with it. Free of timers: the
//! same look always gives the same state, and only a change is told.
//!
//! `C` is the cause of a warning or fault, as the caller names it.

/// What one look at a device showed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen<C> {
    /// It works.
    Fine,
    /// It is at work, for us or for somebody else.
    Working,
    /// It works but wants something soon.
    Warns(C),
    /// It does not work.
    Fails(C),
}

/// How a device is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeviceState<C> {
    /// Nothing is known yet.
    Checking,
    /// Ready for work.
    Ready,
    /// At work.
    Busy,
    /// Works but wants something soon.
    Warning(C),
    /// Does not work until somebody mends the cause.
    Fault(C),
}

/// One device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Device<C> {
    seen: Option<Seen<C>>,
    jobs: u32,
}

impl<C> Default for Device<C> {
    fn default() -> Self {
        Self {
            seen: None,
            jobs: 0,
        }
    }
}

impl<C: Copy + PartialEq> Device<C> {
    /// How it is: a fault before everything, our own work before warnings.
    pub fn state(&self) -> DeviceState<C> {
        match (self.seen, self.jobs) {
            (Some(Seen::Fails(cause)), _) => DeviceState::Fault(cause),
            (_, 1..) | (Some(Seen::Working), _) => DeviceState::Busy,
            (Some(Seen::Warns(cause)), _) => DeviceState::Warning(cause),
            (Some(Seen::Fine), _) => DeviceState::Ready,
            (None, _) => DeviceState::Checking,
        }
    }

    /// Takes a look at the device; gives the new state if it is another one.
    pub fn saw(&mut self, seen: Seen<C>) -> Option<DeviceState<C>> {
        self.change(|device| device.seen = Some(seen))
    }

    /// Our own work with the device begins.
    pub fn work_begins(&mut self) -> Option<DeviceState<C>> {
        self.change(|device| device.jobs = device.jobs.saturating_add(1))
    }

    /// One piece of our own work has ended, well or not.
    pub fn work_ends(&mut self) -> Option<DeviceState<C>> {
        self.change(|device| device.jobs = device.jobs.saturating_sub(1))
    }

    /// Whether we are at work with it.
    pub fn is_ours(&self) -> bool {
        self.jobs > 0
    }

    fn change(&mut self, how: impl FnOnce(&mut Self)) -> Option<DeviceState<C>> {
        let before = self.state();
        how(self);
        let now = self.state();
        (now != before).then_some(now)
    }
}

#[cfg(test)]
mod tests {
    use super::{Device, DeviceState, Seen};
    use proptest::prelude::*;

    #[test]
    fn only_changes_are_told() {
        let mut device = Device::<u8>::default();
        assert_eq!(device.state(), DeviceState::Checking);
        assert_eq!(device.saw(Seen::Fine), Some(DeviceState::Ready));
        assert_eq!(device.saw(Seen::Fine), None);
        assert_eq!(device.saw(Seen::Fails(3)), Some(DeviceState::Fault(3)));
        assert_eq!(device.saw(Seen::Fails(4)), Some(DeviceState::Fault(4)));
        assert_eq!(device.saw(Seen::Warns(5)), Some(DeviceState::Warning(5)));
    }

    #[test]
    fn a_device_at_work_is_busy_until_the_last_work_ends_but_a_fault_shows_at_once() {
        let mut device = Device::<u8>::default();
        device.saw(Seen::Fine);
        assert_eq!(device.work_begins(), Some(DeviceState::Busy));
        assert_eq!(device.work_begins(), None);
        assert_eq!(device.saw(Seen::Warns(1)), None);
        assert_eq!(device.saw(Seen::Fails(9)), Some(DeviceState::Fault(9)));
        assert_eq!(device.saw(Seen::Fine), Some(DeviceState::Busy));
        assert_eq!(device.work_ends(), None);
        assert!(device.is_ours());
        assert_eq!(device.work_ends(), Some(DeviceState::Ready));
    }

    fn any_seen() -> impl Strategy<Value = Seen<u8>> {
        prop_oneof![
            Just(Seen::Fine),
            Just(Seen::Working),
            (0..3_u8).prop_map(Seen::Warns),
            (0..3_u8).prop_map(Seen::Fails),
        ]
    }

    proptest! {
        #[test]
        fn what_is_told_is_always_what_is(
            steps in prop::collection::vec((any_seen(), 0..3_u8), 1..60),
        ) {
            let mut device = Device::default();
            let mut told = device.state();
            for (seen, work) in steps {
                let told_now = match work {
                    0 => device.work_begins(),
                    1 => device.work_ends(),
                    _ => device.saw(seen),
                };
                told = told_now.unwrap_or(told);
                prop_assert_eq!(told, device.state());
            }
        }
    }
}
