//! The bytes of files: a bucket on the edge, a folder on one machine. Which of the two is the operator's configuration.
//!
//! Both take a file whole or not at all: the bucket by its own promise, the folder by writing beside the name and moving
//! it there at the end. So a name that can be read has all of its bytes, whenever the process was killed.

use baton_shared::ids::{ConversationId, FileId};
use worker::wasm_bindgen::JsValue;
use worker::{Bucket, Env, Fetcher, FixedLengthStream, Method, RequestInit, Response, ResponseBody};

use crate::error::Error;

const BINDING: &str = "FILES";

/// Where the bytes are.
pub enum Blobs {
    /// R2.
    Bucket(Bucket),
    /// A service of workerd that reads and writes one folder.
    Folder(Fetcher),
}

/// The name of what one try to store a file has stored. Tries never share one, so none can change what another has left.
pub fn key(conversation: &ConversationId, file: &FileId, attempt: u32) -> String {
    format!("{conversation}/{file}-{attempt}")
}

impl Blobs {
    /// Of this Worker or object.
    pub fn of(env: &Env) -> Result<Self, Error> {
        if let Ok(bucket) = env.bucket(BINDING) {
            return Ok(Self::Bucket(bucket));
        }
        Ok(Self::Folder(env.service(BINDING)?))
    }

    /// Stores all bytes of the stream, or nothing.
    pub async fn put(&self, key: &str, bytes: FixedLengthStream) -> Result<(), Error> {
        match self {
            Self::Bucket(bucket) => bucket.put(key, bytes).execute().await.map(|_object| ())?,
            Self::Folder(folder) => {
                let stream: JsValue = worker_sys::FixedLengthStream::from(bytes).readable().into();
                let answer = ask(folder, Method::Put, key, Some(stream)).await?;
                if answer.status_code() != 204 {
                    return Err(Error::Corrupt(format!("PUT {key}: {}", answer.status_code())));
                }
            }
        }
        Ok(())
    }

    /// The bytes under a name; `None` if there are none.
    pub async fn get(&self, key: &str) -> Result<Option<ResponseBody>, Error> {
        match self {
            Self::Bucket(bucket) => {
                let Some(object) = bucket.get(key).execute().await? else { return Ok(None) };
                let body = object.body().map(|body| body.response_body()).transpose()?;
                Ok(body)
            }
            Self::Folder(folder) => {
                let answer = ask(folder, Method::Get, key, None).await?;
                Ok((answer.status_code() == 200).then(|| answer.into_parts().1))
            }
        }
    }

    /// Removes what is under a name, if anything is.
    pub async fn delete(&self, key: &str) -> Result<(), Error> {
        match self {
            Self::Bucket(bucket) => bucket.delete(key).await?,
            Self::Folder(folder) => {
                let answer = ask(folder, Method::Delete, key, None).await?;
                if !matches!(answer.status_code(), 204 | 404) {
                    return Err(Error::Corrupt(format!("DELETE {key}: {}", answer.status_code())));
                }
            }
        }
        Ok(())
    }
}

async fn ask(folder: &Fetcher, method: Method, key: &str, body: Option<JsValue>) -> Result<Response, Error> {
    let mut init = RequestInit::new();
    init.with_method(method).with_body(body);
    Ok(folder.fetch(format!("https://files/{key}"), Some(init)).await?)
}
