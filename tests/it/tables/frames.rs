//! Frames that are wrong in every way that there is, and what their sender is told.

use baton_shared::protocol::{ClientFrame, DeskClientFrame, FrameError};
use baton_tests::table::{Step, check};
use serde_json::{Map, Value, json};

fn told<T: std::fmt::Debug>(result: Result<T, FrameError>) -> String {
    match result {
        Ok(frame) => format!("{frame:?}"),
        Err(error) => format!("{}: {error}", error.code()),
    }
}

#[test]
fn a_frame_is_read_or_refused_as_the_table_says() {
    let mut is_desk = false;
    check("protocol/bad_frames.txt", |step| match step {
        Step::Heading(title) => {
            is_desk = title.starts_with("Desk");
            String::new()
        }
        Step::Row(row) if is_desk => told(DeskClientFrame::parse(row)),
        Step::Row(row) => told(ClientFrame::parse(row)),
    });
}

/// One good frame of each type.
fn good() -> Vec<Value> {
    vec![
        json!({"type": "hello", "v": 1, "token": "t", "after": 0}),
        json!({"type": "resume", "after": 7}),
        json!({"type": "post", "client_id": "a1", "text": "Hello"}),
        json!({"type": "typing", "on": true}),
        json!({"type": "request_human", "ref": 1}),
        json!({"type": "cancel_request", "ref": 1}),
        json!({"type": "leave_offline_message", "ref": 1, "name": "A", "email": "a@example.com", "message": "M"}),
        json!({"type": "accept", "ref": 1}),
        json!({"type": "take_over", "ref": 1}),
        json!({"type": "transfer", "ref": 1, "to": "two", "note": "N"}),
        json!({"type": "hand_back", "ref": 1}),
        json!({"type": "end", "ref": 1}),
    ]
}

/// Fields that may be missing, and the one that may be null.
const OPTIONAL: [(&str, &str); 2] = [("hello", "token"), ("transfer", "note")];

fn is_bad_field(frame: &Value) -> bool {
    matches!(ClientFrame::parse(&frame.to_string()), Err(FrameError::BadField(_)))
}

#[test]
fn every_field_of_every_frame_is_refused_with_every_wrong_type_and_when_it_is_missing() {
    let wrong = [
        json!(null),
        json!(true),
        json!(-1),
        json!(1.5),
        json!(1e300),
        json!("text with spaces"),
        json!([]),
        json!([1]),
        json!({}),
        json!({"a": {"b": []}}),
    ];
    let mut refused = 0;
    for frame in good() {
        let kind = frame["type"].as_str().unwrap().to_owned();
        assert!(ClientFrame::parse(&frame.to_string()).is_ok(), "{frame}");
        let fields: Vec<String> =
            frame.as_object().unwrap().keys().filter(|name| *name != "type").cloned().collect();
        for name in fields {
            let field = (kind.as_str(), name.as_str());
            let without: Map<String, Value> =
                frame.as_object().unwrap().clone().into_iter().filter(|(other, _)| *other != name).collect();
            let without = Value::Object(without);
            let is_fine = ClientFrame::parse(&without.to_string()).is_ok();
            assert_eq!(is_fine, OPTIONAL.contains(&field), "{without}");
            for value in &wrong {
                let fits = frame[&name].is_string()
                    && value.is_string()
                    && !matches!(name.as_str(), "client_id" | "to")
                    || frame[&name].is_boolean() && value.is_boolean()
                    || field == ("hello", "token") && value.is_null();
                let mut bad = frame.clone();
                bad[&name] = value.clone();
                assert_eq!(is_bad_field(&bad), !fits, "{bad}");
                refused += u32::from(!fits);
            }
        }
    }
    assert!(refused > 150, "{refused}");
}

#[test]
fn fields_that_nobody_knows_are_ignored() {
    for mut frame in good() {
        let plain = ClientFrame::parse(&frame.to_string()).unwrap();
        frame["something_new"] = json!({"a": [1, 2, {"b": null}]});
        assert_eq!(ClientFrame::parse(&frame.to_string()), Ok(plain));
    }
}

#[test]
fn depth_and_length_do_no_harm() {
    let nested = |depth: usize| {
        format!("{{\"type\":\"resume\",\"after\":1,\"x\":{}{}}}", "[".repeat(depth), "]".repeat(depth))
    };
    assert!(ClientFrame::parse(&nested(100)).is_ok());
    assert_eq!(ClientFrame::parse(&nested(100_000)).unwrap_err().code(), "bad_field");
    let long = format!("{{\"type\":\"{}\"}}", "x".repeat(60_000));
    let told = ClientFrame::parse(&long).unwrap_err();
    assert_eq!(told.code(), "unknown_frame");
    assert!(told.to_string().len() < 300, "an error repeats at most a line of what was sent");
    let bad = format!("{{\"type\":\"typing\",\"on\":\"{}\"}}", "x".repeat(60_000));
    assert!(ClientFrame::parse(&bad).unwrap_err().to_string().len() < 400);
}
