//! The arithmetic of PACE with generic mapping over one curve (TR-03110-3 A.3.4.1 and A.3.5).
//!
//! Points travel uncompressed. A point that is not on the curve, is zero or repeats ours is refused.

use bp256::BrainpoolP256r1;
use p256::NistP256;
use p256::elliptic_curve::ops::Reduce;
use p256::elliptic_curve::sec1::{FromSec1Point, ModulusSize, ToSec1Point};
use p256::elliptic_curve::{
    AffinePoint, CurveArithmetic, FieldBytes, FieldBytesSize, Group, NonZeroScalar,
    ProjectivePoint, Scalar,
};
use zeroize::Zeroizing;

use super::super::ProtocolError;
use super::access::Curve;

/// Where secret numbers come from: fills 32 bytes.
pub type Random<'a> = &'a mut dyn FnMut(&mut [u8; 32]) -> Result<(), ProtocolError>;

/// A point as it travels: 04, x, y.
pub type Point = [u8; 65];

/// The steps of one run, over whichever curve.
pub trait Run {
    /// Our mapping key.
    fn mapping_key(&self) -> Result<Point, ProtocolError>;

    /// Our agreement key on the base point that nonce and mapping keys give.
    fn agreement_key(&mut self, card: &[u8], nonce: &[u8]) -> Result<Point, ProtocolError>;

    /// The secret that both sides share then: the x coordinate.
    fn secret(&self, card: &[u8]) -> Result<Zeroizing<[u8; 32]>, ProtocolError>;
}

/// Begins a run with fresh secret numbers.
///
/// # Errors
/// [`ProtocolError::NoRandomness`].
pub fn begin(curve: Curve, random: Random<'_>) -> Result<Box<dyn Run>, ProtocolError> {
    Ok(match curve {
        Curve::P256 => Box::new(Over::<NistP256>::new(random)?),
        Curve::BrainpoolP256r1 => Box::new(Over::<BrainpoolP256r1>::new(random)?),
    })
}

/// How often a number may miss the curve's order; one third of all numbers does so on brainpoolP256r1.
const DRAWS: usize = 128;

struct Over<C: CurveArithmetic> {
    mapping: Zeroizing<Scalar<C>>,
    agreement: Zeroizing<Scalar<C>>,
    ours: Option<AffinePoint<C>>,
}

impl<C: CurveArithmetic> Over<C> {
    fn new(random: Random<'_>) -> Result<Self, ProtocolError> {
        Ok(Self {
            mapping: draw::<C>(random)?,
            agreement: draw::<C>(random)?,
            ours: None,
        })
    }
}

impl<C> Run for Over<C>
where
    C: CurveArithmetic,
    AffinePoint<C>: FromSec1Point<C> + ToSec1Point<C>,
    FieldBytesSize<C>: ModulusSize,
{
    fn mapping_key(&self) -> Result<Point, ProtocolError> {
        let key: AffinePoint<C> = (ProjectivePoint::<C>::generator() * *self.mapping).into();
        point_bytes::<C>(&key)
    }

    fn agreement_key(&mut self, card: &[u8], nonce: &[u8]) -> Result<Point, ProtocolError> {
        let shared = theirs::<C>(card)? * *self.mapping;
        let nonce = Zeroizing::new(number::<C>(nonce)?);
        let base = Zeroizing::new(ProjectivePoint::<C>::generator() * *nonce + shared);
        if bool::from(base.is_identity()) {
            return Err(ProtocolError::BadPoint);
        }
        let ours: AffinePoint<C> = (*base * *self.agreement).into();
        self.ours = Some(ours);
        point_bytes::<C>(&ours)
    }

    fn secret(&self, card: &[u8]) -> Result<Zeroizing<[u8; 32]>, ProtocolError> {
        let theirs = theirs::<C>(card)?;
        // A card that sends our own key back would know nothing and still agree.
        if self
            .ours
            .is_none_or(|ours| ProjectivePoint::<C>::from(ours) == theirs)
        {
            return Err(ProtocolError::BadPoint);
        }
        let shared: AffinePoint<C> = (theirs * *self.agreement).into();
        let bytes = Zeroizing::new(point_bytes::<C>(&shared)?);
        let mut secret = Zeroizing::new([0; 32]);
        secret.copy_from_slice(&bytes[1..33]);
        Ok(secret)
    }
}

/// A number that is neither zero nor over the curve's order, each equally likely.
fn draw<C: CurveArithmetic>(random: Random<'_>) -> Result<Zeroizing<Scalar<C>>, ProtocolError> {
    let mut bytes = Zeroizing::new([0; 32]);
    for _ in 0..DRAWS {
        random(&mut bytes)?;
        let repr = FieldBytes::<C>::try_from(&bytes[..]).map_err(|_| ProtocolError::BadPoint)?;
        if let Some(number) = NonZeroScalar::<C>::from_repr(repr).into_option() {
            return Ok(Zeroizing::new(*number));
        }
    }
    Err(ProtocolError::NoRandomness)
}

/// A nonce of 16 or 32 bytes as a number.
fn number<C: CurveArithmetic>(nonce: &[u8]) -> Result<Scalar<C>, ProtocolError> {
    let mut whole = Zeroizing::new([0; 32]);
    let start = whole
        .len()
        .checked_sub(nonce.len())
        .ok_or(ProtocolError::BadNonce)?;
    whole[start..].copy_from_slice(nonce);
    let repr = FieldBytes::<C>::try_from(&whole[..]).map_err(|_| ProtocolError::BadNonce)?;
    Ok(<Scalar<C> as Reduce<FieldBytes<C>>>::reduce(&repr))
}

fn theirs<C>(bytes: &[u8]) -> Result<ProjectivePoint<C>, ProtocolError>
where
    C: CurveArithmetic,
    AffinePoint<C>: FromSec1Point<C>,
    FieldBytesSize<C>: ModulusSize,
{
    if bytes.len() != size_of::<Point>() || bytes[0] != 4 {
        return Err(ProtocolError::BadPoint);
    }
    let point = AffinePoint::<C>::from_sec1_bytes(bytes).map_err(|_| ProtocolError::BadPoint)?;
    Ok(point.into())
}

fn point_bytes<C>(point: &AffinePoint<C>) -> Result<Point, ProtocolError>
where
    C: CurveArithmetic,
    AffinePoint<C>: ToSec1Point<C>,
    FieldBytesSize<C>: ModulusSize,
{
    // The point at infinity has but one byte.
    Point::try_from(point.to_sec1_point(false).as_bytes()).map_err(|_| ProtocolError::BadPoint)
}
