//! SQLite's side of the simulated disk: one virtual file system. All the unsafe code of the project stands in this file; what it
//! decides is decided by `disk` and `lock`, which are safe.
//!
//! It is the process's default one, so that the product's own code, which knows only a path, opens its databases here. It says
//! POWERSAFE_OVERWRITE of itself, as SQLite's own for Unix does, and never SEQUENTIAL, which makes SQLite leave syncs out.

#![allow(unsafe_code, reason = "SQLite's interface to a file system is one of C")]
#![allow(
    clippy::cast_sign_loss,
    clippy::cast_possible_truncation,
    reason = "SQLite counts bytes and slots in signed numbers"
)]

use std::ffi::{CStr, CString, c_char, c_int, c_void};
use std::ptr;
use std::sync::Once;
use std::sync::atomic::{AtomicU64, Ordering};

use rusqlite::ffi::{
    SQLITE_BUSY, SQLITE_CANTOPEN, SQLITE_FULL, SQLITE_IOCAP_POWERSAFE_OVERWRITE, SQLITE_IOERR_ACCESS,
    SQLITE_IOERR_DELETE, SQLITE_IOERR_DELETE_NOENT, SQLITE_IOERR_FSTAT, SQLITE_IOERR_FSYNC, SQLITE_IOERR_READ,
    SQLITE_IOERR_SHORT_READ, SQLITE_IOERR_TRUNCATE, SQLITE_IOERR_WRITE, SQLITE_NOTFOUND, SQLITE_OK, SQLITE_OPEN_CREATE,
    SQLITE_OPEN_DELETEONCLOSE, SQLITE_SHM_EXCLUSIVE, SQLITE_SHM_UNLOCK, sqlite3_file, sqlite3_io_methods,
    sqlite3_randomness, sqlite3_vfs, sqlite3_vfs_register,
};

use super::disk::{Disk, Done, Inner, Trouble};
use super::lock::{Holder, Locks};
use super::mount;

/// The start of 1970 in SQLite's time: milliseconds since noon in Greenwich on 24 November 4714 B.C.
const START_OF_1970_MS: i64 = 210_866_760_000_000;
/// The longest path, in bytes.
const PATH_BYTES_MAX: c_int = 512;

/// An open file.
struct Open {
    disk: Disk,
    name: String,
    holder: Holder,
    gone_when_closed: bool,
}

impl Open {
    fn locks<T>(&self, f: impl FnOnce(&mut Locks) -> T) -> T {
        f(self.disk.lock().locks.entry(self.name.clone()).or_default())
    }
}

/// What SQLite holds of an open file: its methods, then whatever we like.
#[repr(C)]
struct SimFile {
    base: sqlite3_file,
    open: *mut Open,
}

static METHODS: sqlite3_io_methods = sqlite3_io_methods {
    iVersion: 2,
    xClose: Some(close),
    xRead: Some(read),
    xWrite: Some(write),
    xTruncate: Some(truncate),
    xSync: Some(sync),
    xFileSize: Some(file_size),
    xLock: Some(lock),
    xUnlock: Some(unlock),
    xCheckReservedLock: Some(check_reserved_lock),
    xFileControl: Some(file_control),
    xSectorSize: Some(sector_size),
    xDeviceCharacteristics: Some(device_characteristics),
    xShmMap: Some(shm_map),
    xShmLock: Some(shm_lock),
    xShmBarrier: Some(shm_barrier),
    xShmUnmap: Some(shm_unmap),
    xFetch: None,
    xUnfetch: None,
};

/// Makes it the process's default file system, once.
pub(super) fn register() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let vfs = Box::leak(Box::new(sqlite3_vfs {
            iVersion: 2,
            szOsFile: c_int::try_from(size_of::<SimFile>()).unwrap_or(c_int::MAX),
            mxPathname: PATH_BYTES_MAX,
            pNext: ptr::null_mut(),
            zName: c"curbstop-sim".as_ptr(),
            pAppData: ptr::null_mut(),
            xOpen: Some(open),
            xDelete: Some(delete),
            xAccess: Some(access),
            xFullPathname: Some(full_pathname),
            xDlOpen: None,
            xDlError: None,
            xDlSym: None,
            xDlClose: None,
            xRandomness: Some(randomness),
            xSleep: Some(sleep),
            xCurrentTime: Some(current_time),
            xGetLastError: None,
            xCurrentTimeInt64: Some(current_time_int64),
            xSetSystemCall: None,
            xGetSystemCall: None,
            xNextSystemCall: None,
        }));
        // SAFETY: `vfs` lives for ever, and its methods are those that its version has. It cannot fail but for want of memory.
        let _ = unsafe { sqlite3_vfs_register(vfs, 1) };
    });
}

/// SQLite's own chance, one a process, begins anew from a seed.
pub(super) fn seed(seed: u64) {
    mount::seed(seed);
    // SAFETY: no bytes and no buffer is the documented way to set the generator back.
    unsafe { sqlite3_randomness(0, ptr::null_mut()) };
}

fn code(trouble: Trouble, io: c_int) -> c_int {
    match trouble {
        Trouble::Io => io,
        Trouble::Full => SQLITE_FULL,
        Trouble::Missing => SQLITE_CANTOPEN,
    }
}

fn told(done: Done<()>, io: c_int) -> c_int {
    done.map_or_else(|trouble| code(trouble, io), |()| SQLITE_OK)
}

/// # Safety
/// `file` was filled by `open` and is not closed yet.
unsafe fn of<'a>(file: *mut sqlite3_file) -> &'a Open {
    unsafe { &*(*file.cast::<SimFile>()).open }
}

/// # Safety
/// As [`of`].
unsafe fn on<T>(file: *mut sqlite3_file, f: impl FnOnce(&mut Inner, &str) -> T) -> T {
    let open = unsafe { of(file) };
    f(&mut open.disk.lock(), &open.name)
}

/// # Safety
/// `text` is null or ends with a nul.
unsafe fn text(text: *const c_char) -> String {
    if text.is_null() { String::new() } else { unsafe { CStr::from_ptr(text) }.to_string_lossy().into_owned() }
}

unsafe extern "C" fn open(
    _: *mut sqlite3_vfs,
    name: *const c_char,
    file: *mut sqlite3_file,
    flags: c_int,
    out: *mut c_int,
) -> c_int {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    unsafe { (*file).pMethods = ptr::null() };
    // A file without a name is a temporary one: on a disk of its own, gone when it is closed.
    let (disk, name) = if name.is_null() {
        (Disk::default(), String::new())
    } else {
        let Some(found) = mount::find(&unsafe { text(name) }) else { return SQLITE_CANTOPEN };
        found
    };
    let create = flags & SQLITE_OPEN_CREATE != 0 || name.is_empty();
    if let Err(trouble) = disk.lock().open(&name, create) {
        return code(trouble, SQLITE_CANTOPEN);
    }
    let gone_when_closed = flags & SQLITE_OPEN_DELETEONCLOSE != 0;
    let open = Open { disk, name, holder: NEXT.fetch_add(1, Ordering::Relaxed), gone_when_closed };
    let sim = file.cast::<SimFile>();
    unsafe {
        (*sim).open = Box::into_raw(Box::new(open));
        (*sim).base.pMethods = &raw const METHODS;
        if !out.is_null() {
            *out = flags;
        }
    }
    SQLITE_OK
}

unsafe extern "C" fn delete(_: *mut sqlite3_vfs, name: *const c_char, sync_folder: c_int) -> c_int {
    let Some((disk, file)) = mount::find(&unsafe { text(name) }) else { return SQLITE_IOERR_DELETE };
    let deleted = disk.lock().delete(&file, sync_folder != 0);
    match deleted {
        Err(Trouble::Missing) => SQLITE_IOERR_DELETE_NOENT,
        done => told(done, SQLITE_IOERR_DELETE),
    }
}

unsafe extern "C" fn access(_: *mut sqlite3_vfs, name: *const c_char, _: c_int, out: *mut c_int) -> c_int {
    let found = mount::find(&unsafe { text(name) });
    let exists = found.map_or(Ok(false), |(disk, file)| disk.lock().exists(&file));
    let Ok(exists) = exists else { return SQLITE_IOERR_ACCESS };
    unsafe { *out = c_int::from(exists) };
    SQLITE_OK
}

unsafe extern "C" fn full_pathname(_: *mut sqlite3_vfs, name: *const c_char, room: c_int, out: *mut c_char) -> c_int {
    let Ok(path) = CString::new(unsafe { text(name) }) else { return SQLITE_CANTOPEN };
    let bytes = path.as_bytes_with_nul();
    if bytes.len() > room as usize {
        return SQLITE_CANTOPEN;
    }
    unsafe { ptr::copy_nonoverlapping(bytes.as_ptr().cast(), out, bytes.len()) };
    SQLITE_OK
}

unsafe extern "C" fn randomness(_: *mut sqlite3_vfs, count: c_int, out: *mut c_char) -> c_int {
    mount::fill(unsafe { std::slice::from_raw_parts_mut(out.cast::<u8>(), count as usize) });
    count
}

unsafe extern "C" fn sleep(_: *mut sqlite3_vfs, micros: c_int) -> c_int {
    mount::wait_ms(i64::from(micros) / 1000);
    micros
}

unsafe extern "C" fn current_time_int64(_: *mut sqlite3_vfs, out: *mut i64) -> c_int {
    unsafe { *out = START_OF_1970_MS + mount::now_ms() };
    SQLITE_OK
}

#[allow(clippy::cast_precision_loss, reason = "days as a floating-point number are what the old method gives")]
unsafe extern "C" fn current_time(_: *mut sqlite3_vfs, out: *mut f64) -> c_int {
    unsafe { *out = (START_OF_1970_MS + mount::now_ms()) as f64 / 86_400_000.0 };
    SQLITE_OK
}

unsafe extern "C" fn close(file: *mut sqlite3_file) -> c_int {
    let open = unsafe { Box::from_raw((*file.cast::<SimFile>()).open) };
    unsafe { (*file).pMethods = ptr::null() };
    open.locks(|locks| {
        locks.lower(open.holder, 0);
        locks.unmap(open.holder);
    });
    if open.gone_when_closed {
        let _ = open.disk.lock().delete(&open.name, false);
    }
    SQLITE_OK
}

unsafe extern "C" fn read(file: *mut sqlite3_file, buffer: *mut c_void, count: c_int, at: i64) -> c_int {
    let into = unsafe { std::slice::from_raw_parts_mut(buffer.cast::<u8>(), count as usize) };
    match unsafe { on(file, |disk, name| disk.read(name, at as u64, into)) } {
        Ok(got) if got == into.len() => SQLITE_OK,
        Ok(got) => {
            into[got..].fill(0);
            SQLITE_IOERR_SHORT_READ
        }
        Err(trouble) => code(trouble, SQLITE_IOERR_READ),
    }
}

unsafe extern "C" fn write(file: *mut sqlite3_file, buffer: *const c_void, count: c_int, at: i64) -> c_int {
    let bytes = unsafe { std::slice::from_raw_parts(buffer.cast::<u8>(), count as usize) };
    told(unsafe { on(file, |disk, name| disk.write(name, at as u64, bytes)) }, SQLITE_IOERR_WRITE)
}

unsafe extern "C" fn truncate(file: *mut sqlite3_file, to: i64) -> c_int {
    told(unsafe { on(file, |disk, name| disk.truncate(name, to as u64)) }, SQLITE_IOERR_TRUNCATE)
}

unsafe extern "C" fn sync(file: *mut sqlite3_file, _: c_int) -> c_int {
    told(unsafe { on(file, Inner::sync) }, SQLITE_IOERR_FSYNC)
}

unsafe extern "C" fn file_size(file: *mut sqlite3_file, out: *mut i64) -> c_int {
    match unsafe { on(file, |disk, name| disk.size(name)) } {
        Ok(size) => {
            unsafe { *out = size as i64 };
            SQLITE_OK
        }
        Err(trouble) => code(trouble, SQLITE_IOERR_FSTAT),
    }
}

unsafe extern "C" fn lock(file: *mut sqlite3_file, level: c_int) -> c_int {
    let open = unsafe { of(file) };
    if open.locks(|locks| locks.raise(open.holder, level)) { SQLITE_OK } else { SQLITE_BUSY }
}

unsafe extern "C" fn unlock(file: *mut sqlite3_file, level: c_int) -> c_int {
    let open = unsafe { of(file) };
    open.locks(|locks| locks.lower(open.holder, level));
    SQLITE_OK
}

unsafe extern "C" fn check_reserved_lock(file: *mut sqlite3_file, out: *mut c_int) -> c_int {
    unsafe { *out = c_int::from(of(file).locks(|locks| locks.is_reserved())) };
    SQLITE_OK
}

unsafe extern "C" fn file_control(_: *mut sqlite3_file, _: c_int, _: *mut c_void) -> c_int {
    SQLITE_NOTFOUND
}

unsafe extern "C" fn sector_size(_: *mut sqlite3_file) -> c_int {
    4096
}

unsafe extern "C" fn device_characteristics(_: *mut sqlite3_file) -> c_int {
    SQLITE_IOCAP_POWERSAFE_OVERWRITE
}

unsafe extern "C" fn shm_map(
    file: *mut sqlite3_file,
    region: c_int,
    bytes: c_int,
    extend: c_int,
    out: *mut *mut c_void,
) -> c_int {
    let open = unsafe { of(file) };
    let mapped = open.locks(|locks| {
        locks.map(open.holder);
        while extend != 0 && locks.memory.len() <= region as usize {
            locks.memory.push(vec![0_u64; bytes as usize / size_of::<u64>()].into_boxed_slice());
        }
        locks.memory.get_mut(region as usize).map_or(ptr::null_mut(), |memory| memory.as_mut_ptr().cast())
    });
    unsafe { *out = mapped };
    SQLITE_OK
}

unsafe extern "C" fn shm_lock(file: *mut sqlite3_file, first: c_int, count: c_int, flags: c_int) -> c_int {
    let open = unsafe { of(file) };
    let slots = first as usize..(first + count) as usize;
    let alone = flags & SQLITE_SHM_EXCLUSIVE != 0;
    let done = open.locks(|locks| {
        if flags & SQLITE_SHM_UNLOCK != 0 {
            locks.let_go(open.holder, slots, alone);
            true
        } else {
            locks.take(open.holder, slots, alone)
        }
    });
    if done { SQLITE_OK } else { SQLITE_BUSY }
}

unsafe extern "C" fn shm_barrier(_: *mut sqlite3_file) {}

unsafe extern "C" fn shm_unmap(file: *mut sqlite3_file, _: c_int) -> c_int {
    let open = unsafe { of(file) };
    open.locks(|locks| locks.unmap(open.holder));
    SQLITE_OK
}
