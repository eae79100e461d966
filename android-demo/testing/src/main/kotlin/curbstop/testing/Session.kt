package curbstop.testing

import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.jsonObject
import java.net.CookieManager
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpRequest.BodyPublishers
import java.net.http.HttpResponse.BodyHandlers

/** A browser of the office, as the server sees it: a cookie, a CSRF token, JSON and files. */
internal class Session(private val server: URI) {
    private val browser = HttpClient.newBuilder().cookieHandler(CookieManager()).build()
    private var csrf: String? = null

    /** Everything after this is done by somebody who has an account. */
    fun signIn(name: String, password: String) {
        csrf = post("/v1/session", json("name" to name, "password" to password)).text("csrf")
    }

    fun get(path: String): JsonObject = ask(request(path).GET()).jsonObject

    fun post(path: String, body: JsonElement): JsonElement = send(path, "application/json", body.toString())

    fun send(path: String, contentType: String, body: String): JsonElement =
        ask(request(path).header("content-type", contentType).POST(BodyPublishers.ofString(body)))

    private fun request(path: String): HttpRequest.Builder =
        HttpRequest.newBuilder(server.resolve(path)).also { request ->
            csrf?.let { request.header("x-csrf-token", it) }
        }

    private fun ask(request: HttpRequest.Builder): JsonElement {
        val asked = request.build()
        val answer = browser.send(asked, BodyHandlers.ofString())
        check(answer.statusCode() < REFUSED_FROM) {
            "${asked.method()} ${asked.uri()}: ${answer.statusCode()} ${answer.body()}"
        }
        return if (answer.body().isEmpty()) JsonNull else Json.parseToJsonElement(answer.body())
    }

    private companion object {
        const val REFUSED_FROM = 400
    }
}
