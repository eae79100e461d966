package curbstop.desktop

import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.rememberCoroutineScope
import androidx.compose.runtime.setValue
import androidx.compose.ui.unit.DpSize
import androidx.compose.ui.unit.dp
import androidx.compose.ui.window.MenuBar
import androidx.compose.ui.window.Window
import androidx.compose.ui.window.WindowState
import androidx.compose.ui.window.application
import curbstop.Lang
import curbstop.Phone
import curbstop.PhoneSettings
import curbstop.app.App
import curbstop.app.KeepInMemory
import curbstop.app.Opening
import curbstop.app.Words
import curbstop.app.background.listen
import curbstop.app.background.round
import curbstop.app.background.ticks
import curbstop.app.said
import curbstop.ui.OpeningScreen
import curbstop.ui.parts.KeptPictures
import kotlinx.coroutines.launch
import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration
import java.util.Locale

/** The app in a window, beside a small town of its own: `folder program`. The folder is emptied, the town is a new one. */
fun main(arguments: Array<String>) {
    val (folder, program) = arguments
    Path.of(folder).toFile().deleteRecursively()
    DemoTown.start(program, Path.of(folder, "town")).use { town ->
        println(town.page)
        show(town, Files.createDirectories(Path.of(folder, "phone")))
    }
}

private fun show(town: DemoTown, folder: Path) = application {
    val words = remember { Words(if (Locale.getDefault().language == "zh") Lang.ZH else Lang.EN) }
    val questions = remember { Questions(words, town.enrolment) }
    val host = remember { DeskHost(folder, town.begin, questions::scan) }
    val pictures = remember { KeptPictures(decode = ::deskPicture) }
    val scope = rememberCoroutineScope()
    var opening by remember { mutableStateOf<Opening>(Opening.Waiting) }
    LaunchedEffect(Unit) {
        val phone = Phone.open(PhoneSettings(folder.resolve("store").toString()), null)
        val app = App(phone, host, KeepInMemory(), scope, ticks).apply { start() }
        opening = Opening.Open(app)
        launch { listen(phone, host.network) }
        ticks.collect { round({ phone }, host.network.value, SLOT) }
    }
    Window(
        ::exitApplication,
        WindowState(size = DpSize(WIDTH_DP.dp, HEIGHT_DP.dp)),
        title = words.say(said("app.name")),
    ) {
        MenuBar {
            Menu(words.say(said("app.desk.menu"))) {
                Item(words.say(said("app.desk.move"))) { questions.point(host.point)?.let { host.point = it } }
                Item(words.say(said("app.desk.back"))) { (opening as? Opening.Open)?.app?.back() }
            }
        }
        OpeningScreen(opening, again = {}, pictures)
    }
}

/** How long a round in the background may take. */
private val SLOT = Duration.ofSeconds(15)
