//! Ceremonies of clerks, carried on as they are.

use amtskoffer_contract::clerks::{
    Approval, ApprovalRequest, Ceremony, Clerk, Credential, EnrolmentRequest, SignOut, SignedIn,
    Token,
};
use bytes::Bytes;
use http_body_util::Full;
use hyper::Request;
use hyper::header::CONTENT_TYPE;
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;
use zeroize::Zeroizing;

use super::{Link, LinkError};

/// Most bytes of an answer.
const BODY: usize = 64 * 1024;

impl Link {
    /// On whose behalf the gateway is asked from now on.
    pub fn work_for(&self, session: Option<Zeroizing<String>>) {
        self.bearer.set(session);
    }

    /// A clerk wants to sign in.
    ///
    /// # Errors
    /// [`LinkError`].
    pub async fn begin_sign_in(&self) -> Result<Ceremony, LinkError> {
        self.ceremony("/clerks/sign-in", &()).await
    }

    /// Her passkey has answered.
    ///
    /// # Errors
    /// [`LinkError`].
    pub async fn finish_sign_in(
        &self,
        ceremony: Uuid,
        credential: &Credential,
    ) -> Result<SignedIn, LinkError> {
        let path = format!("/clerks/sign-in/{ceremony}");
        self.ceremony(&path, credential).await
    }

    /// A new clerk has opened her link.
    ///
    /// # Errors
    /// [`LinkError`].
    pub async fn begin_enrolment(&self, token: Token) -> Result<Ceremony, LinkError> {
        let request = EnrolmentRequest { token };
        self.ceremony("/clerks/enrolment", &request).await
    }

    /// Her new passkey.
    ///
    /// # Errors
    /// [`LinkError`].
    pub async fn finish_enrolment(
        &self,
        ceremony: Uuid,
        credential: &Credential,
    ) -> Result<Clerk, LinkError> {
        let path = format!("/clerks/enrolment/{ceremony}");
        self.ceremony(&path, credential).await
    }

    /// A second clerk is to approve a manifest.
    ///
    /// # Errors
    /// [`LinkError`].
    pub async fn begin_approval(
        &self,
        case: Uuid,
        manifest_sha256: String,
    ) -> Result<Ceremony, LinkError> {
        let request = ApprovalRequest {
            case,
            manifest_sha256,
        };
        self.ceremony("/clerks/approval", &request).await
    }

    /// The second clerk's passkey has answered.
    ///
    /// # Errors
    /// [`LinkError`].
    pub async fn finish_approval(
        &self,
        ceremony: Uuid,
        credential: &Credential,
    ) -> Result<Approval, LinkError> {
        let path = format!("/clerks/approval/{ceremony}");
        self.ceremony(&path, credential).await
    }

    /// Ends a session.
    ///
    /// # Errors
    /// [`LinkError`].
    pub async fn sign_out(&self, session: Token) -> Result<(), LinkError> {
        let body = serde_json::to_vec(&SignOut { session }).map_err(|_| LinkError::Unformed)?;
        let request = Request::post("/clerks/sign-out")
            .header(CONTENT_TYPE, "application/json")
            .body(Full::new(Bytes::from(body)))
            .map_err(|_| LinkError::Unformed)?;
        LinkError::success(&self.clerks.call(request, BODY).await?)
    }

    async fn ceremony<Q: Serialize, A: DeserializeOwned>(
        &self,
        path: &str,
        question: &Q,
    ) -> Result<A, LinkError> {
        self.clerks.post(path, question, BODY).await
    }
}
