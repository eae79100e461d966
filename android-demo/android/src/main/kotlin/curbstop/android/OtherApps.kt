package curbstop.android

import android.content.ActivityNotFoundException
import android.content.Intent
import android.net.Uri
import androidx.activity.ComponentActivity
import androidx.activity.result.ActivityResultLauncher
import androidx.activity.result.contract.ActivityResultContracts.RequestMultiplePermissions
import androidx.activity.result.contract.ActivityResultContracts.StartActivityForResult
import androidx.activity.result.contract.ActivityResultContracts.TakePicture
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext

/**
 * What is asked of others through the activity: a photo of the camera, a code of a scanner, a permission of the system.
 * The one who asked goes on waiting while the activity is made anew (the phone is turned while the camera is open).
 */
class OtherApps {
    private val photo = Question<Uri, Boolean>(nobody = false)
    private val code = Question<Intent, String?>(nobody = null)
    private val permission = Question<Array<String>, Boolean>(nobody = false)

    /** The activity that asks from now on. To be called while it is created. */
    fun attach(activity: ComponentActivity) {
        photo.launcher = activity.registerForActivityResult(TakePicture()) { photo.answer(it) }
        code.launcher = activity.registerForActivityResult(StartActivityForResult()) {
            code.answer(it.data?.getStringExtra(SCANNED))
        }
        permission.launcher = activity.registerForActivityResult(RequestMultiplePermissions()) {
            permission.answer(it.containsValue(true))
        }
    }

    /** Lets the camera write a photo to [file]; whether it did. */
    suspend fun takePhoto(file: Uri): Boolean = photo.ask(file)

    /** The text of a code, from a scanner app that answers ZXing's question. Where there is none, the worker pastes. */
    suspend fun scan(): String? = code.ask(Intent(SCANNER).putExtra("SCAN_MODE", "QR_CODE_MODE"))

    /** Asks the worker for permissions; whether one of them was given. */
    suspend fun permit(permissions: Array<String>): Boolean = permission.ask(permissions)

    private class Question<Asked, Answer>(private val nobody: Answer) {
        var launcher: ActivityResultLauncher<Asked>? = null
        private var waiting: CompletableDeferred<Answer>? = null

        suspend fun ask(what: Asked): Answer = withContext(Dispatchers.Main.immediate) {
            // Asked twice at once, the first one has its answer.
            waiting?.complete(nobody)
            val answer = CompletableDeferred<Answer>().also { waiting = it }
            try {
                launcher?.launch(what) ?: answer.complete(nobody)
            } catch (_: ActivityNotFoundException) {
                answer.complete(nobody)
            }
            answer.await()
        }

        fun answer(answer: Answer) {
            waiting?.complete(answer)
            waiting = null
        }
    }

    private companion object {
        const val SCANNER = "com.google.zxing.client.android.SCAN"
        const val SCANNED = "SCAN_RESULT"
    }
}
