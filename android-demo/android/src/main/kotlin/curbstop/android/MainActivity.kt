package curbstop.android

import android.content.Intent
import android.os.Bundle
import androidx.activity.ComponentActivity
import androidx.activity.addCallback
import androidx.activity.compose.setContent
import androidx.activity.enableEdgeToEdge
import androidx.activity.viewModels
import androidx.lifecycle.Lifecycle
import androidx.lifecycle.compose.collectAsStateWithLifecycle
import androidx.lifecycle.lifecycleScope
import androidx.lifecycle.repeatOnLifecycle
import curbstop.app.back
import curbstop.app.background.listen
import curbstop.app.outside.FromOutside
import curbstop.ui.OpeningScreen
import kotlinx.coroutines.launch

/** The one window: shows the app, and lends it the way to other apps. */
class MainActivity : ComponentActivity() {
    private val shell: ShellModel by viewModels()
    private val host get() = (application as CurbstopApplication).host

    override fun onCreate(savedInstanceState: Bundle?) {
        super.onCreate(savedInstanceState)
        enableEdgeToEdge()
        host.apps.attach(this) { shell.came(FromOutside.Photo(it)) }
        onBackPressedDispatcher.addCallback(this) { if (!shell.state.value.back()) finish() }
        lifecycleScope.launch {
            repeatOnLifecycle(Lifecycle.State.STARTED) { listen(shell.app().phone, host.network) }
        }
        // Turned or brought back, the app is where it was.
        if (savedInstanceState == null) {
            lifecycleScope.launch { host.askForNotices() }
            follow(intent)
        }
        setContent { OpeningScreen(shell.state.collectAsStateWithLifecycle().value, shell::open, host.pictures) }
    }

    override fun onNewIntent(intent: Intent) {
        super.onNewIntent(intent)
        follow(intent)
    }

    override fun onStop() {
        super.onStop()
        // The worker puts the phone away: what was entered goes out without waiting for its round.
        if (!isChangingConfigurations) SyncWorker.soon(this)
    }

    private fun follow(intent: Intent) {
        // Opened once more from the list of recent apps, the system shows what was opened first.
        if (intent.flags and Intent.FLAG_ACTIVITY_LAUNCHED_FROM_HISTORY != 0) return
        intent.getStringExtra(Dispatches.ORDER)?.let { shell.came(FromOutside.Order(it)) }
        if (intent.action == Intent.ACTION_VIEW) intent.dataString?.let { shell.came(FromOutside.Code(it)) }
    }
}
