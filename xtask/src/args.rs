//! The command line: options by name, then the words that are left.

use std::str::FromStr;

use anyhow::{Context, Result, anyhow, bail};

/// Arguments not yet taken.
#[derive(Debug)]
pub struct Args(Vec<String>);

impl Args {
    pub fn new(args: Vec<String>) -> Self {
        Self(args)
    }

    /// Takes the first word.
    pub fn command(&mut self) -> Option<String> {
        if self.0.is_empty() { None } else { Some(self.0.remove(0)) }
    }

    /// Takes `--name`, and tells whether it was there.
    pub fn flag(&mut self, name: &str) -> bool {
        let position = self.0.iter().position(|arg| arg == name);
        position.map(|index| self.0.remove(index)).is_some()
    }

    /// Takes every `--name VALUE`.
    pub fn values(&mut self, name: &str) -> Result<Vec<String>> {
        let mut values = Vec::new();
        while let Some(index) = self.0.iter().position(|arg| arg == name) {
            self.0.remove(index);
            if index == self.0.len() {
                bail!("{name} needs a value");
            }
            values.push(self.0.remove(index));
        }
        Ok(values)
    }

    /// Takes `--name VALUE`; the last one counts.
    pub fn value<T: FromStr>(&mut self, name: &str) -> Result<Option<T>>
    where
        T::Err: std::error::Error + Send + Sync + 'static,
    {
        let Some(text) = self.values(name)?.pop() else { return Ok(None) };
        let value = text.parse().with_context(|| format!("{name} cannot be `{text}`"))?;
        Ok(Some(value))
    }

    /// Takes the words that are left.
    pub fn words(self) -> Result<Vec<String>> {
        match self.0.iter().find(|arg| arg.starts_with('-')) {
            Some(unknown) => Err(anyhow!("unknown option `{unknown}`: `cargo xtask help` lists them")),
            None => Ok(self.0),
        }
    }

    /// Takes everything that is left, options too.
    pub fn rest(self) -> Vec<String> {
        self.0
    }

    /// Makes sure that nothing is left.
    pub fn end(self) -> Result<()> {
        match self.words()?.first() {
            Some(word) => Err(anyhow!("unexpected `{word}`: `cargo xtask help` lists the commands")),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn args(line: &str) -> Args {
        Args::new(line.split(' ').map(str::to_owned).collect())
    }

    #[test]
    fn options_are_taken_by_name_and_words_are_left() {
        let mut args = args("engine --port 1 --binding A=1 word --binding B=2 --test-hooks");
        assert_eq!(args.command().as_deref(), Some("engine"));
        assert_eq!(args.value::<u16>("--port").unwrap(), Some(1));
        assert_eq!(args.values("--binding").unwrap(), ["A=1", "B=2"]);
        assert!(args.flag("--test-hooks"));
        assert_eq!(args.words().unwrap(), ["word"]);
    }

    #[test]
    fn a_wrong_option_is_an_error() {
        assert!(args("--port").value::<u16>("--port").is_err());
        assert!(args("--port x").value::<u16>("--port").is_err());
        assert!(args("--prot 1").end().is_err());
    }
}
