//! The real-data report against an independent script that reads the files only. Skips with a sentence where the data is
//! not at hand.

#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests fail as tests do")]

mod common;

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::Command;

use curbstop_tests::fleet::{Account, Site, World};
use curbstop_tests::real::{self, DataFolder, Report};
use serde_json::Value;

/// Beside the repository, or where `CURBSTOP_REAL_DATA` says.
fn data() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    std::env::var_os("CURBSTOP_REAL_DATA").map_or_else(|| root.join("../shared/data"), PathBuf::from)
}

/// What the script counts, from the files alone; `None` where this machine has no Python.
fn independent(folder: &DataFolder) -> Option<Value> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("independent/report.py");
    let run = match Command::new("python3").arg(script).arg(folder.path()).output() {
        Err(error) if error.kind() == ErrorKind::NotFound => return None,
        run => run.unwrap(),
    };
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    Some(serde_json::from_slice(&run.stdout).unwrap())
}

async fn through_the_system(folder: &DataFolder) -> Report {
    let world = World::at(real::begins_at(folder).unwrap());
    let account = Account { name: "admin".into(), password: "a-long-password".into() };
    let site = Site::start(&common::folder("real-data"), &world, 0, account).await.unwrap();
    let report = real::run(&site, folder).await.unwrap();
    site.stop().await;
    report
}

#[tokio::test(flavor = "multi_thread")]
async fn the_report_counts_what_the_files_say() {
    let folder = match DataFolder::open(&data()) {
        Ok(folder) => folder,
        Err(missing) => {
            println!(
                "skipped: {missing}; put the real data beside the repository, or name its folder in CURBSTOP_REAL_DATA"
            );
            return;
        }
    };
    let Some(expected) = independent(&folder) else {
        println!("skipped: python3 is not on this machine; the independent count of the files needs it");
        return;
    };
    let report = through_the_system(&folder).await;
    let counted = serde_json::to_value(&report).unwrap();
    for part in ["files", "readings", "orders"] {
        assert_eq!(counted[part], expected[part], "{part}");
    }
    let leaks = &report.files["main_leaks.csv"];
    assert_eq!(report.rejected_rows["main_leaks.csv"].len(), leaks.rejected);
    assert!(report.rejected_rows["main_leaks.csv"].iter().all(|row| row.reason == real::NO_REPAIR_HOURS));
    assert_eq!(report.duplicate_rows["main_leaks.csv"].len(), leaks.duplicate);
}
