//! Every path from the outside, and who may take it.

mod agent;
mod analytics;
mod desk;
mod endpoints;
mod files;
mod forms;
mod identity;
mod member;
mod settings;
pub mod socket;
mod transcript;
mod visitor;

use worker::{Env, Method, Request, Response};

use crate::config::Config;
use crate::http::{Answer, Refused, assets};

/// Answers one request.
pub async fn route(request: Request, env: &Env) -> Answer {
    let config = Config::of(env);
    if matches!(request.method(), Method::Get | Method::Head)
        && let Some(answer) = assets::serve(&request, &config).await
    {
        return answer;
    }
    let (path, method) = (request.path(), request.method());
    let parts: Vec<&str> = path.split('/').skip(1).collect();
    match parts.as_slice() {
        ["healthz"] => only(&method, &Method::Get).map(|()| Response::ok("ok"))?.map_err(Refused::from),
        ["api", "sites", site, "conversations"] => {
            only(&method, &Method::Post)?;
            visitor::start(request, &config, site).await
        }
        ["api", "sites", site, "articles", slug] => {
            only(&method, &Method::Get)?;
            visitor::article(&config, site, slug).await
        }
        ["api", "conversations", id, rest @ ..] => about_conversation(request, env, &config, id, rest).await,
        ["api", "desk", "socket"] => {
            only(&method, &Method::Get)?;
            socket::desk(request, &config).await
        }
        ["api", "settings"] | ["api", "settings", ..] | ["api", "desk", "settings"] => {
            about_settings(request, &config, &parts).await
        }
        ["api", "identity-keys", ..] => about_identity(request, &config, &parts).await,
        ["api", "endpoints", rest @ ..] => about_endpoints(request, &config, rest).await,
        ["api", "setup", "link"] => {
            only(&method, &Method::Post)?;
            member::setup_link(&request, &config).await
        }
        ["api", "invitations", "show"] => {
            only(&method, &Method::Post)?;
            member::show_invitation(request, &config).await
        }
        ["api", "invitations", "accept"] => {
            only(&method, &Method::Post)?;
            member::accept_invitation(request, &config).await
        }
        ["api", "sign-in"] => {
            only(&method, &Method::Post)?;
            agent::sign_in(request, &config).await
        }
        ["api", "sign-out"] => {
            only(&method, &Method::Post)?;
            agent::sign_out(&request, &config).await
        }
        ["api", "me"] => {
            only(&method, &Method::Get)?;
            agent::me(&request, &config).await
        }
        ["api", "analytics" | "analytics.csv"] if method == Method::Get => {
            analytics::answer(&request, &config).await
        }
        ["api", "members", ..] => about_members(request, &config, &parts).await,
        _ => Err(Refused::not_found()),
    }
}

async fn about_members(request: Request, config: &Config<'_>, parts: &[&str]) -> Answer {
    let method = request.method();
    match parts {
        ["api", "members"] if method == Method::Get => member::list(&request, config).await,
        ["api", "members"] => {
            only(&method, &Method::Post)?;
            member::invite(request, config).await
        }
        ["api", "members", id] => {
            only(&method, &Method::Delete)?;
            member::remove(&request, config, id).await
        }
        ["api", "members", id, "sign-out"] => {
            only(&method, &Method::Post)?;
            member::sign_out(&request, config, id).await
        }
        _ => Err(Refused::not_found()),
    }
}

async fn about_endpoints(request: Request, config: &Config<'_>, rest: &[&str]) -> Answer {
    let method = request.method();
    match rest {
        [] if method == Method::Get => endpoints::list(&request, config).await,
        [] => {
            only(&method, &Method::Post)?;
            endpoints::add(request, config).await
        }
        [id] if method == Method::Put => endpoints::change(request, config, id).await,
        [id] => {
            only(&method, &Method::Delete)?;
            endpoints::remove(&request, config, id).await
        }
        [id, "deliveries"] => {
            only(&method, &Method::Get)?;
            endpoints::deliveries(&request, config, id).await
        }
        [id, rest @ ..] => {
            only(&method, &Method::Post)?;
            match rest {
                ["secret"] => endpoints::rotate(&request, config, id).await,
                ["test"] => endpoints::test(&request, config, id).await,
                ["replay"] => endpoints::replay(&request, config, id, None).await,
                ["deliveries", delivery, "replay"] => {
                    endpoints::replay(&request, config, id, Some(delivery)).await
                }
                _ => Err(Refused::not_found()),
            }
        }
    }
}

async fn about_identity(request: Request, config: &Config<'_>, parts: &[&str]) -> Answer {
    let method = request.method();
    match parts {
        ["api", "identity-keys"] if method == Method::Get => identity::list(&request, config).await,
        ["api", "identity-keys"] => {
            only(&method, &Method::Post)?;
            identity::add(request, config).await
        }
        ["api", "identity-keys", kid, "retire"] => {
            only(&method, &Method::Post)?;
            identity::retire(&request, config, kid).await
        }
        _ => Err(Refused::not_found()),
    }
}

async fn about_conversation(
    request: Request,
    env: &Env,
    config: &Config<'_>,
    id: &str,
    rest: &[&str],
) -> Answer {
    let method = request.method();
    match rest {
        ["socket"] => {
            only(&method, &Method::Get)?;
            socket::conversation(request, config, id).await
        }
        ["files"] => {
            only(&method, &Method::Post)?;
            files::store(request, env, config, id).await
        }
        ["files", file] => {
            only(&method, &Method::Get)?;
            files::fetch(&request, env, config, id, file).await
        }
        ["form"] => {
            if method != Method::Post {
                only(&method, &Method::Get)?;
            }
            forms::answer(request, config, id).await
        }
        ["transcript"] => {
            only(&method, &Method::Get)?;
            transcript::fetch(&request, config, id).await
        }
        ["why"] => {
            only(&method, &Method::Get)?;
            desk::why(&request, config, id).await
        }
        _ => Err(Refused::not_found()),
    }
}

async fn about_settings(request: Request, config: &Config<'_>, parts: &[&str]) -> Answer {
    let method = request.method();
    match parts {
        ["api", "desk", "settings"] => {
            only(&method, &Method::Get)?;
            settings::show_desk(&request, config).await
        }
        ["api", "settings"] if method == Method::Put => settings::save(request, config).await,
        ["api", "settings"] => {
            only(&method, &Method::Get)?;
            settings::show(&request, config).await
        }
        ["api", "settings", "versions"] => {
            only(&method, &Method::Get)?;
            settings::versions(&request, config).await
        }
        ["api", "settings", "versions", version] => {
            only(&method, &Method::Get)?;
            settings::version(&request, config, version).await
        }
        ["api", "settings", "versions", version, "restore"] => {
            only(&method, &Method::Post)?;
            settings::restore(&request, config, version).await
        }
        _ => Err(Refused::not_found()),
    }
}

fn only(method: &Method, wanted: &Method) -> Result<(), Refused> {
    if method == wanted || (*method == Method::Head && *wanted == Method::Get) {
        return Ok(());
    }
    let message = format!("This address takes {} only.", wanted.as_ref());
    Err(Refused::new(405, "wrong_method", message))
}
