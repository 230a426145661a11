//! Visitors' signed identities: the RFCs' own examples, which public keys are taken, and every way in which a token is bad.

use base64ct::{Base64UrlUnpadded, Encoding};
use baton_shared::identity::{IdentityKey, Material, public_key, signed_by, verify};
use baton_shared::ids::{KeyId, SiteId};
use baton_shared::time::Timestamp;
use baton_tests::table::{Step, check};
use ed25519_dalek::{Signer, SigningKey};
use hmac::{Hmac, Mac};
use serde_json::Value;
use sha2::Sha256;

/// The tables' now.
const NOW_S: u64 = 1_800_000_000;

fn base64(bytes: &[u8]) -> String {
    Base64UrlUnpadded::encode_string(bytes)
}

/// A key of the tables has the same bytes under the same name: `ed…` is a pair, all others are secrets.
fn pair(name: &str) -> SigningKey {
    let mut seed = [7; 32];
    seed.iter_mut().zip(name.bytes()).for_each(|(at, byte)| *at = byte);
    SigningKey::from_bytes(&seed)
}

fn secret(name: &str) -> Vec<u8> {
    format!("the secret of {name}, long enough for HS256").into_bytes()
}

fn key(name: &str) -> IdentityKey {
    let material = match name.starts_with("ed") {
        true => Material::EdDsa(pair(name).verifying_key().to_bytes()),
        false => Material::Hs256(secret(name)),
    };
    IdentityKey { kid: KeyId::new(name).unwrap(), material }
}

fn hmac(secret: &[u8], text: &str) -> Vec<u8> {
    let mac = Hmac::<Sha256>::new_from_slice(secret).unwrap().chain_update(text);
    mac.finalize().into_bytes().to_vec()
}

fn signature(words: &[&str], text: &str) -> Vec<u8> {
    match words {
        ["unsigned"] => Vec::new(),
        // A public key is no secret: what it "signs" anybody could have signed.
        ["by", name, "as", "a", "secret"] => hmac(&pair(name).verifying_key().to_bytes(), text),
        ["by", name] if name.starts_with("ed") => pair(name).sign(text.as_bytes()).to_bytes().to_vec(),
        ["by", name] => hmac(&secret(name), text),
        _ => panic!("no such words: {words:?}"),
    }
}

/// `HEADER CLAIMS by KEY`, and what has become of it on its way.
fn token(row: &str) -> String {
    if let Some(raw) = row.strip_prefix("raw ") {
        return serde_json::from_str(raw).unwrap();
    }
    let mut values = serde_json::Deserializer::from_str(row).into_iter::<Value>();
    values.next().unwrap().unwrap();
    let header_end = values.byte_offset();
    values.next().unwrap().unwrap();
    let claims_end = values.byte_offset();
    let claims =
        row[header_end..claims_end].trim().replace("\"1 MB\"", &format!("\"{}\"", "x".repeat(1 << 20)));
    let signed = format!("{}.{}", base64(&row.as_bytes()[..header_end]), base64(claims.as_bytes()));
    let (by, then) = row[claims_end..].split_once(", ").unwrap_or((&row[claims_end..], ""));
    let words: Vec<&str> = by.split_whitespace().collect();
    let token = format!("{signed}.{}", base64(&signature(&words, &signed)));
    match then {
        "" => token,
        "without its end" => token[..token.len() - 3].to_owned(),
        "without its signature" => signed,
        "with padding" => format!("{token}="),
        "with a fourth part" => format!("{token}.e30"),
        "with a line break" => format!("{token}\n"),
        "with other claims" => {
            let (header, rest) = token.split_once('.').unwrap();
            let (_, signature) = rest.split_once('.').unwrap();
            format!("{header}.{}.{signature}", base64(br#"{"sub":"admin","aud":"demo","exp":1800000300}"#))
        }
        _ => panic!("no such words: {then}"),
    }
}

fn verdict(token: &str, live: &[IdentityKey]) -> String {
    let site = SiteId::new("demo").unwrap();
    match verify(token, live, &site, Timestamp(NOW_S * 1_000)) {
        Ok(verified) => {
            let mut json = serde_json::to_value(&verified.identity).unwrap();
            let by = json.as_object_mut().unwrap().remove("verified_by").unwrap();
            let until_ms = verified.expires_at.0 as i64 - (NOW_S * 1_000) as i64;
            format!("verified by {} for {until_ms} ms: {json}", by.as_str().unwrap())
        }
        Err(refusal) => format!("refused: {refusal}"),
    }
}

#[test]
fn a_token_counts_only_as_the_table_says() {
    let mut live = Vec::new();
    check("identity/tokens.txt", |step| match step {
        Step::Heading(words) => {
            let names = words.rsplit_once("live: ").map(|(_, names)| names).unwrap_or_default();
            live = names.split(", ").filter(|name| !name.is_empty()).map(key).collect();
            String::new()
        }
        Step::Row(row) => verdict(&token(row), &live),
    });
}

#[test]
fn the_examples_of_the_rfcs_are_checked_as_they_say() {
    check("identity/vectors.txt", |step| {
        let Step::Row(row) = step else { return String::new() };
        let [algorithm, key, token] = row.split_whitespace().collect::<Vec<_>>()[..] else { panic!("{row}") };
        let key = Base64UrlUnpadded::decode_vec(key).unwrap();
        let material = match algorithm {
            "HS256" => Material::Hs256(key),
            "EdDSA" => Material::EdDsa(key.try_into().unwrap()),
            _ => panic!("{algorithm}"),
        };
        let keys = [IdentityKey { kid: KeyId::new("example").unwrap(), material }];
        match signed_by(token, &keys) {
            Ok((_, payload)) => format!("signed: {}", String::from_utf8(payload).unwrap().escape_debug()),
            Err(refusal) => format!("refused: {refusal}"),
        }
    });
}

#[test]
fn a_public_key_is_taken_as_pem_or_jwk_and_nothing_else() {
    check("identity/public_keys.txt", |step| {
        let Step::Row(row) = step else { return String::new() };
        match public_key(&row.replace("\\n", "\n")) {
            Ok(key) => {
                let kid = key.kid.map_or("no name".to_owned(), |kid| kid.to_string());
                format!("{} ({kid})", base64(&key.bytes))
            }
            Err(why) => why.to_owned(),
        }
    });
}

#[test]
fn a_key_is_never_written_out() {
    let said = format!("{:?} {:?}", key("old"), key("ed"));
    assert!(!said.contains("secret") && !said.contains(&format!("{:?}", secret("old"))), "{said}");
    assert!(said.contains("HS256 key") && said.contains("EdDSA key"), "{said}");
}
