//! Who may come in: the first admin, invitations by one-time links, members with their roles.

use baton_shared::ids::{AgentId, SiteId};
use baton_shared::limits::MEMBERS_MAX;
use baton_shared::message::AgentRef;
use baton_shared::text;
use serde::{Deserialize, Serialize};

use crate::clock;
use crate::error::Error;
use crate::random::{agent_id, hash_of, hex};
use crate::site_object::store::at;
use crate::site_object::{SiteObject, password};

/// A link that nobody has used for a week is worth nothing.
const INVITATION_MS: u64 = 7 * 24 * 3_600_000;

/// What a member may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Everything.
    Admin,
    /// Conversations.
    Agent,
}

impl Role {
    /// As stored; what is not known may do least.
    pub fn of(stored: &str) -> Self {
        if stored == "admin" { Self::Admin } else { Self::Agent }
    }

    fn stored(self) -> &'static str {
        match self {
            Self::Admin => "admin",
            Self::Agent => "agent",
        }
    }
}

/// A member of a site.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Member {
    /// Id and name.
    #[serde(flatten)]
    pub agent: AgentRef,
    /// Signs in with it.
    pub email: String,
    /// What he may do.
    pub role: Role,
    /// Has not used the link yet.
    pub is_invited: bool,
}

/// Whom a one-time link is for.
#[derive(Debug, Serialize, Deserialize)]
pub struct Invitation {
    /// Empty for the first admin.
    pub name: String,
    /// Empty for the first admin.
    pub email: String,
    /// What he will be.
    pub role: Role,
    /// Name and e-mail are chosen by the one who comes.
    pub is_first_admin: bool,
}

/// A one-time link is used.
#[derive(Debug, Serialize, Deserialize)]
pub struct Accept {
    /// The link's secret.
    pub token: String,
    /// For the first admin.
    pub name: String,
    /// For the first admin.
    pub email: String,
    /// The new password, of a length that was checked.
    pub password: String,
}

/// What became of it.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "accepted", rename_all = "snake_case")]
pub enum Accepted {
    /// The cookie's secret.
    Yes {
        /// 256 random bits, hex.
        token: String,
    },
    /// Used, expired, or never made.
    Used,
    /// Another member has this e-mail.
    Taken,
    /// A field is wrong.
    Wrong {
        /// Which and why.
        message: String,
    },
}

/// A new member.
#[derive(Debug, Serialize, Deserialize)]
pub struct Invite {
    /// Checked.
    pub name: String,
    /// Checked.
    pub email: String,
    /// What he will be.
    pub role: Role,
}

/// What became of it.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "invited", rename_all = "snake_case")]
pub enum Invited {
    /// The link's secret.
    Yes {
        /// The member's id.
        id: AgentId,
        /// 256 random bits, hex.
        token: String,
    },
    /// Another member has this e-mail.
    Taken,
    /// The site has as many members as it can.
    Full,
}

#[derive(Deserialize)]
struct InvitationRow {
    member: Option<String>,
}

#[derive(Deserialize)]
struct MemberRow {
    id: String,
    name: String,
    email: String,
    role: String,
    is_invited: u32,
}

impl SiteObject {
    /// The secret of the first admin's link; `None` once there is one. A new link replaces the last one.
    pub fn setup(&self, site: &SiteId) -> Result<Option<String>, Error> {
        if !self.exists(site)? || self.store.count("SELECT count(*) AS count FROM member", Vec::new())? > 0 {
            return Ok(None);
        }
        self.store.run("DELETE FROM invitation", Vec::new())?;
        self.new_invitation(None).map(Some)
    }

    fn new_invitation(&self, member: Option<&str>) -> Result<String, Error> {
        let token = hex(32)?;
        let until = clock::now().plus_ms(INVITATION_MS);
        let values = vec![hash_of(&token).into(), member.into(), at(until)?];
        self.store.run("INSERT INTO invitation (token_hash, member, expires_at) VALUES (?, ?, ?)", values)?;
        Ok(token)
    }

    /// Whom a link is for; `None` if it is worth nothing.
    pub fn invitation(&self, token: &str) -> Result<Option<Invitation>, Error> {
        let Some(row) = self.invitation_row(token)? else { return Ok(None) };
        let member = match &row.member {
            Some(id) => self.members()?.into_iter().find(|member| member.agent.id.as_str() == id),
            None => None,
        };
        Ok(Some(match member {
            Some(member) => Invitation {
                name: member.agent.name,
                email: member.email,
                role: member.role,
                is_first_admin: false,
            },
            None => Invitation {
                name: String::new(),
                email: String::new(),
                role: Role::Admin,
                is_first_admin: true,
            },
        }))
    }

    fn invitation_row(&self, token: &str) -> Result<Option<InvitationRow>, Error> {
        if !self.store.exists()? {
            return Ok(None);
        }
        let query = "SELECT member FROM invitation WHERE token_hash = ? AND expires_at > ?";
        Ok(self.store.rows(query, vec![hash_of(token).into(), at(clock::now())?])?.into_iter().next())
    }

    /// Uses a link: sets the password, opens a session. There is no await in here, so a link works once.
    pub fn accept(&self, accept: &Accept) -> Result<Accepted, Error> {
        let Some(row) = self.invitation_row(&accept.token)? else { return Ok(Accepted::Used) };
        let hashed = password::hash(&accept.password)?;
        let member = match row.member {
            Some(member) => {
                let values = vec![hashed.into(), member.as_str().into()];
                self.store.run("UPDATE member SET password = ? WHERE id = ?", values)?;
                member
            }
            None => match self.add_first_admin(accept, &hashed)? {
                Ok(member) => member,
                Err(refused) => return Ok(refused),
            },
        };
        self.store.run("DELETE FROM invitation WHERE token_hash = ?", vec![hash_of(&accept.token).into()])?;
        Ok(Accepted::Yes { token: self.open_session(&member)? })
    }

    fn add_first_admin(&self, accept: &Accept, hashed: &str) -> Result<Result<String, Accepted>, Error> {
        let (name, email) = match (text::name(&accept.name), text::email(&accept.email)) {
            (Ok(name), Ok(email)) => (name, email.to_lowercase()),
            (Err(wrong), _) | (_, Err(wrong)) => {
                return Ok(Err(Accepted::Wrong { message: wrong.to_string() }));
            }
        };
        let member = Invite { name, email, role: Role::Admin };
        if self.is_taken(&member.email)? {
            return Ok(Err(Accepted::Taken));
        }
        self.add_member(&member, Some(hashed)).map(|id| Ok(id.to_string()))
    }

    fn is_taken(&self, email: &str) -> Result<bool, Error> {
        let query = "SELECT count(*) AS count FROM member WHERE email = ?";
        Ok(self.store.count(query, vec![email.into()])? > 0)
    }

    fn add_member(&self, member: &Invite, hashed: Option<&str>) -> Result<AgentId, Error> {
        let id = agent_id()?;
        let values = vec![
            id.as_str().into(),
            member.name.as_str().into(),
            member.email.as_str().into(),
            member.role.stored().into(),
            hashed.into(),
        ];
        self.store
            .run("INSERT INTO member (id, name, email, role, password) VALUES (?, ?, ?, ?, ?)", values)?;
        Ok(id)
    }

    /// A new member without a password, and the link that sets one.
    pub fn invite(&self, invite: &Invite) -> Result<Invited, Error> {
        let member =
            Invite { email: invite.email.to_lowercase(), name: invite.name.clone(), role: invite.role };
        if self.is_taken(&member.email)? {
            return Ok(Invited::Taken);
        }
        let members = self.store.count("SELECT count(*) AS count FROM member", Vec::new())?;
        if usize::try_from(members).unwrap_or(usize::MAX) >= MEMBERS_MAX {
            return Ok(Invited::Full);
        }
        let id = self.add_member(&member, None)?;
        let token = self.new_invitation(Some(id.as_str()))?;
        Ok(Invited::Yes { id, token })
    }

    /// All members, by name.
    pub fn members(&self) -> Result<Vec<Member>, Error> {
        let query =
            "SELECT id, name, email, role, password IS NULL AS is_invited FROM member ORDER BY name, id";
        let rows: Vec<MemberRow> = self.store.rows(query, Vec::new())?;
        let member = |row: MemberRow| {
            let id = AgentId::new(row.id).map_err(|cause| Error::Corrupt(cause.to_string()))?;
            let (agent, role) = (AgentRef { id, name: row.name }, Role::of(&row.role));
            Ok(Member { agent, email: row.email, role, is_invited: row.is_invited == 1 })
        };
        rows.into_iter().map(member).collect()
    }
}
