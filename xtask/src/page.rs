//! Serves `index.html` as a customer's website: another origin than the engine's.

use std::fs;
use std::io::{BufRead, BufReader, ErrorKind, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, anyhow};

/// The engine's address as the page names it.
const ENGINE: &str = "http://127.0.0.1:8787";
/// A browser that opens a connection and says nothing must not hold a thread for ever.
const READ_WAIT: Duration = Duration::from_secs(5);

/// The customer's website: every address without a dot is the same page.
#[derive(Clone, Debug)]
pub struct Page {
    pub file: PathBuf,
    pub port: u16,
    /// Where the engine is; the page's own address of it is replaced when it is elsewhere.
    pub engine_port: u16,
}

impl Page {
    /// Serves from a thread until the process ends.
    pub fn serve(self) -> Result<()> {
        let listener = listen(self.port)?;
        thread::spawn(move || {
            for stream in listener.incoming().filter_map(std::result::Result::ok) {
                let page = self.clone();
                // A browser that went away is no concern of the next one.
                thread::spawn(move || page.answer(stream).ok());
            }
        });
        Ok(())
    }

    fn answer(&self, mut stream: TcpStream) -> Result<()> {
        stream.set_read_timeout(Some(READ_WAIT))?;
        let mut lines = BufReader::new(stream.try_clone()?).lines();
        let request = lines.next().context("no request")??;
        // The rest of the head must be read before the connection is closed, or the browser sees a reset.
        for line in lines {
            if line?.is_empty() {
                break;
            }
        }
        let path = request.split(' ').nth(1).unwrap_or("/");
        let path = path.split(['?', '#']).next().unwrap_or("/");
        let (status, body) = if path == "/index.html" || !path.contains('.') {
            let page = fs::read_to_string(&self.file)
                .unwrap_or_else(|error| format!("index.html cannot be read: {error}"));
            ("200 OK", page.replace(ENGINE, &format!("http://127.0.0.1:{}", self.engine_port)))
        } else {
            ("404 Not Found", String::new())
        };
        let head = format!(
            "HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\n\
             Cache-Control: no-store\r\nConnection: close\r\n\r\n",
            body.len()
        );
        stream.write_all(head.as_bytes())?;
        Ok(stream.write_all(body.as_bytes())?)
    }
}

/// Listens on 127.0.0.1, or says plainly that somebody else does.
pub fn listen(port: u16) -> Result<TcpListener> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(|error| match error.kind() {
        ErrorKind::AddrInUse => anyhow!("port {port} is taken"),
        _ => anyhow!("port {port} cannot be used: {error}"),
    })
}
