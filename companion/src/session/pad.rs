//! Signing on the pad. A task of the session owns the pad, so that neither a reload of the page nor its
//! end leaves it half open.

mod written;

use std::sync::Arc;

use amtskoffer_contract::bridge::{
    DeviceCause, DeviceKind, Event, Failure, PadEvent as Told, PadNews, PadRequest, PadView, Reply,
    SignatureView,
};
use tokio::sync::{mpsc, oneshot};
use uuid::Uuid;

use self::written::Written;
use super::Session;
use crate::devices::signature::{Button, PadEvent, Signing};
use crate::documents::pad_page;

/// The signature under way; dropping it gives the pad back.
pub(super) struct OnPad {
    case: Uuid,
    orders: mpsc::UnboundedSender<Order>,
}

/// What the clerk wants.
enum Order {
    Clear,
    Accept(oneshot::Sender<Result<SignatureView, Failure>>),
}

/// Gives the pad back if somebody signs on it for this case; what is written is wiped.
pub(super) fn leave(on_pad: &mut Option<OnPad>, case: Uuid) {
    drop(on_pad.take_if(|on_pad| on_pad.case == case));
}

impl Session {
    /// Answers one request about the pad.
    pub(super) async fn pad(self: &Arc<Self>, request: PadRequest) -> Result<Reply, Failure> {
        match request {
            PadRequest::Begin { case } => Ok(Reply::Pad(self.begin_on_pad(case).await?)),
            PadRequest::Clear { case } => {
                self.order(case, Order::Clear)?;
                Ok(Reply::Done)
            }
            PadRequest::Accept { case } => {
                let (answer, outcome) = oneshot::channel();
                self.order(case, Order::Accept(answer))?;
                let outcome = outcome.await.map_err(|_| Failure::Cancelled)?;
                Ok(Reply::Signature(outcome?))
            }
            PadRequest::Cancel { case } => {
                leave(&mut self.state().on_pad, case);
                Ok(Reply::Done)
            }
        }
    }

    async fn begin_on_pad(self: &Arc<Self>, case: Uuid) -> Result<PadView, Failure> {
        let service = {
            let mut state = self.state();
            let service = state.cases.draft(case)?.service.name.clone();
            state.on_pad = None;
            service
        };
        let missing = Failure::Device {
            cause: DeviceCause::NotFound,
        };
        let pad = self.registry.signature_pad().ok_or(missing)?;
        let fonts = Arc::clone(&self.fonts);
        let page = move |width, height| pad_page(&fonts, &service, width, height);
        let signing = pad.begin(Arc::new(page)).await.map_err(|error| {
            tracing::warn!("nobody can sign on the pad: {error}");
            Failure::from(&error)
        })?;
        let view = PadView {
            height: signing.height(),
            has_screen: signing.has_screen(),
        };
        let (orders, taken) = mpsc::unbounded_channel();
        self.state().on_pad = Some(OnPad { case, orders });
        tokio::spawn(Arc::clone(self).follow_pad(case, signing, taken));
        Ok(view)
    }

    fn order(&self, case: Uuid, order: Order) -> Result<(), Failure> {
        let state = self.state();
        let on_pad = state.on_pad.as_ref().filter(|on_pad| on_pad.case == case);
        // Over already: the page has been told why.
        let sent = on_pad.map(|on_pad| on_pad.orders.send(order));
        sent.and_then(Result::ok).ok_or(Failure::Cancelled)
    }

    async fn follow_pad(
        self: Arc<Self>,
        case: Uuid,
        mut signing: Signing,
        mut orders: mpsc::UnboundedReceiver<Order>,
    ) {
        let _work = self.work_with(DeviceKind::SignaturePad);
        let mut written = Written::default();
        loop {
            let news = tokio::select! {
                order = orders.recv() => match order {
                    None => return,
                    Some(Order::Clear) => clear(&signing, &mut written),
                    Some(Order::Accept(answer)) => {
                        let outcome = self.put_signature(case, written.strokes()).await;
                        let is_done = outcome.is_ok();
                        // A page that has gone finds the signature in the case.
                        let _ = answer.send(outcome);
                        if is_done {
                            return;
                        }
                        continue;
                    }
                },
                event = signing.next() => match event {
                    None => return,
                    Some(Ok(PadEvent::Ink(ink))) => written.add(&ink),
                    Some(Ok(PadEvent::Pressed(Button::Clear))) => clear(&signing, &mut written),
                    Some(Ok(PadEvent::Pressed(Button::Cancel))) => PadNews::Canceled,
                    Some(Ok(PadEvent::Pressed(Button::Accept))) => {
                        match self.put_signature(case, written.strokes()).await {
                            Ok(signature) => PadNews::Accepted { signature },
                            Err(failure) => PadNews::Refused { failure },
                        }
                    }
                    Some(Err(error)) => {
                        tracing::warn!("the signature on the pad has ended: {error}");
                        PadNews::Failed { failure: Failure::from(&error) }
                    }
                },
            };
            let is_over = matches!(
                news,
                PadNews::Accepted { .. } | PadNews::Canceled | PadNews::Failed { .. }
            );
            self.tell(Event::Pad(Told { case, news }));
            if is_over {
                return;
            }
        }
    }
}

fn clear(signing: &Signing, written: &mut Written) -> PadNews {
    signing.clear();
    written.clear();
    PadNews::Cleared
}
