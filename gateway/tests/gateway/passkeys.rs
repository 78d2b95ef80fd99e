//! Clerks with passkeys of their own, made known and signed in as it is done in an office.

use amtskoffer_contract::clerks::{
    Approval, ApprovalRequest, Ceremony, Clerk, Credential, EnrolmentRequest, Role, SESSION_HEADER,
    SignedIn, Token,
};
use amtskoffer_gateway::clerks;
use amtskoffer_simulators::security_key::SecurityKey;
use serde::Serialize;
use serde_json::Value;
use uuid::Uuid;

use crate::client::{Answer, Client};
use crate::fixture::Fixture;

/// Where the page of the fixture lies; any port will do.
pub const ORIGIN: &str = "http://localhost:4711";

/// A clerk with her key.
pub struct Person {
    pub clerk: Clerk,
    pub key: SecurityKey,
    pub session: String,
}

impl Fixture {
    /// Makes a clerk known, whose key is made known too.
    pub async fn person(&self, client: &mut Client, name: &str, role: Role) -> Person {
        let store = self.store().await;
        let (clerk, link) = clerks::add(&store, name, role).await.expect("added");
        store.close().await;
        let mut key = SecurityKey::new(ORIGIN);
        let enrolled: Clerk = enrol(client, &link, &mut key).await.json();
        assert_eq!(enrolled, clerk);
        Person {
            clerk,
            key,
            session: String::new(),
        }
    }

    /// The same, signed in.
    pub async fn signed_in(&self, client: &mut Client, name: &str) -> Person {
        let mut person = self.person(client, name, Role::Clerk).await;
        person.sign_in(client).await;
        person
    }
}

impl Person {
    pub async fn sign_in(&mut self, client: &mut Client) {
        let answer = self.try_sign_in(client).await;
        let signed_in: SignedIn = answer.json();
        assert_eq!(signed_in.clerk, self.clerk);
        self.session = signed_in.session.0;
    }

    pub async fn try_sign_in(&mut self, client: &mut Client) -> Answer {
        let ceremony: Ceremony = client.post("/clerks/sign-in", &()).await.json();
        let credential = self.key.answer(&ceremony.options).expect("it answers");
        finish(client, "sign-in", ceremony.ceremony, credential).await
    }

    /// Her session as a header.
    pub fn header(&self) -> (&'static str, String) {
        (SESSION_HEADER, self.session.clone())
    }

    /// Asks on her behalf.
    pub async fn post(&self, client: &mut Client, path: &str, body: &impl Serialize) -> Answer {
        let body = serde_json::to_vec(body).expect("json");
        client.send("POST", path, &[self.header()], body).await
    }

    /// Asks for the approval of a case that she hands in.
    pub async fn ask_approval(&self, client: &mut Client, case: Uuid, hash: &str) -> Answer {
        let request = ApprovalRequest {
            case,
            manifest_sha256: hash.to_owned(),
        };
        self.post(client, "/clerks/approval", &request).await
    }

    /// Hands the answer of somebody's key in for a ceremony that she has begun.
    pub async fn give_approval(
        &self,
        client: &mut Client,
        ceremony: Uuid,
        credential: &Value,
    ) -> Answer {
        let path = format!("/clerks/approval/{ceremony}");
        self.post(client, &path, credential).await
    }

    /// Has a case approved by a second person.
    pub async fn approved_by(
        &self,
        client: &mut Client,
        second: &mut Person,
        case: Uuid,
        hash: &str,
    ) -> Approval {
        let ceremony: Ceremony = self.ask_approval(client, case, hash).await.json();
        let credential = second.key.answer(&ceremony.options).expect("it answers");
        self.give_approval(client, ceremony.ceremony, &credential)
            .await
            .json()
    }
}

/// Both steps of making a passkey known.
pub async fn enrol(client: &mut Client, link: &Token, key: &mut SecurityKey) -> Answer {
    let request = EnrolmentRequest {
        token: link.clone(),
    };
    let begun = client.post("/clerks/enrolment", &request).await;
    if begun.status != 200 {
        return begun;
    }
    let ceremony: Ceremony = begun.json();
    let credential = key.create(&ceremony.options).expect("it is made");
    finish(client, "enrolment", ceremony.ceremony, credential).await
}

/// The second step of a ceremony.
pub async fn finish(client: &mut Client, what: &str, ceremony: Uuid, credential: Value) -> Answer {
    let path = format!("/clerks/{what}/{ceremony}");
    client.post(&path, &Credential(credential)).await
}
