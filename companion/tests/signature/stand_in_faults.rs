//! Everything that can go wrong at the stand-in.

use amtskoffer_companion::devices::TestResult;
use amtskoffer_companion::devices::signature::PadError;
use amtskoffer_companion::devices::usb::UsbError;
use amtskoffer_contract::bridge::DeviceCause;
use amtskoffer_domain::device::Seen;
use amtskoffer_simulators::signature_stu::Fault;
use tokio::time::timeout;

use super::support::{HANGS, desk, driver, heard};

#[tokio::test]
async fn a_fault_at_the_beginning_is_told_apart_and_mended_without_a_restart() {
    for (fault, error, test) in [
        (
            Fault::Unplugged,
            UsbError::Gone.into(),
            DeviceCause::NotFound,
        ),
        (Fault::Busy, UsbError::Busy.into(), DeviceCause::Occupied),
        (
            Fault::Garbage,
            UsbError::Garbled.into(),
            DeviceCause::Garbled,
        ),
        (
            Fault::HalfAnswer,
            UsbError::TimedOut.into(),
            DeviceCause::TooSlow,
        ),
        (
            Fault::LyingLength,
            UsbError::Garbled.into(),
            DeviceCause::Garbled,
        ),
        (
            Fault::Refuse,
            UsbError::Refused.into(),
            DeviceCause::Refused,
        ),
        (
            Fault::Stalled,
            UsbError::TimedOut.into(),
            DeviceCause::TooSlow,
        ),
        (Fault::NeverReady, PadError::NotReady, DeviceCause::TooSlow),
    ] {
        let desk = desk().await;
        desk.stand_in.pad.set_fault(fault);
        assert_eq!(desk.begin().await.err(), Some(error), "{fault:?}");
        let tested = timeout(HANGS, desk.driver.self_test())
            .await
            .expect("it hangs");
        assert_eq!(tested, TestResult::Failed(test), "{fault:?}");
        desk.stand_in.pad.set_fault(Fault::None);
        assert!(desk.begin().await.is_ok(), "{fault:?}");
    }
}

#[tokio::test]
async fn a_slow_pad_is_slow_and_works() {
    let desk = desk().await;
    desk.stand_in.pad.set_fault(Fault::Slow);
    assert_eq!(desk.driver.self_test().await, TestResult::Passed);
}

#[tokio::test]
async fn a_pad_that_refuses_the_page_says_so() {
    let desk = desk().await;
    desk.stand_in.pad.set_fault(Fault::NoPicture);
    assert_eq!(desk.begin().await.err(), Some(PadError::Refused(0x15)));
}

#[tokio::test]
async fn a_fault_in_the_middle_ends_the_signature_and_plugging_in_again_helps() {
    for (fault, error) in [
        (Fault::Unplugged, UsbError::Gone.into()),
        (Fault::Flood, PadError::Flood),
        (Fault::WrongReports, PadError::Garbled),
    ] {
        let desk = desk().await;
        let mut signing = desk.begin().await.expect("begun");
        desk.stand_in.pad.set_fault(fault);
        desk.sign();
        let (_, ended) = heard(&mut signing).await;
        assert_eq!(ended, Err(error), "{fault:?}");
        assert!(signing.next().await.is_none(), "nothing follows an error");
        desk.stand_in.pad.set_fault(Fault::None);
        assert!(desk.begin().await.is_ok(), "{fault:?}");
    }
}

#[tokio::test]
async fn where_nobody_exports_there_is_no_pad() {
    let nobody = driver(
        "[[device]]\nkind = \"signature_pad\"\nprotocol = \"wacom-stu\"\n\
         match = { usbip = \"127.0.0.1:1\" }",
    );
    assert_eq!(nobody.look().await.seen, Seen::Fails(DeviceCause::NotFound));
    let other_model = desk().await;
    let other = driver(&format!(
        "[[device]]\nkind = \"signature_pad\"\nprotocol = \"wacom-stu\"\n\
         match = {{ usb = \"056a:00a4\", usbip = \"127.0.0.1:{}\" }}",
        other_model.stand_in.port
    ));
    assert_eq!(other.look().await.seen, Seen::Fails(DeviceCause::NotFound));
}
