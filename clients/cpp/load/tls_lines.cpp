#include "clients/cpp/load/tls_lines.h"

#include <arpa/inet.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <signal.h>

#include <cerrno>
#include <new>
#include <stdexcept>

namespace dais::load {
namespace {

bool is_number(const std::string& host) {
    in6_addr address{};
    return inet_pton(AF_INET, host.c_str(), &address) == 1 || inet_pton(AF_INET6, host.c_str(), &address) == 1;
}

std::string why_not(SSL* ssl) {
    if (const long verdict = SSL_get_verify_result(ssl); verdict != X509_V_OK)
        return std::string("the certificate is not to be trusted: ") + X509_verify_cert_error_string(verdict);
    const char* reason = ERR_reason_error_string(ERR_peek_error());
    return std::string("no TLS with it: ") + (reason ? reason : "the line was cut");
}

}  // namespace

void TlsLines::FreeContext::operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
void TlsLines::FreeTicket::operator()(SSL_SESSION* ticket) const { SSL_SESSION_free(ticket); }
void TlsLines::FreeSsl::operator()(SSL* ssl) const {
    // Else OpenSSL takes the cut for an attack, and gives up the ticket.
    SSL_set_shutdown(ssl, SSL_SENT_SHUTDOWN | SSL_RECEIVED_SHUTDOWN);
    SSL_free(ssl);
}

TlsLines::TlsLines(const client::Url& url, std::size_t screens)
    : host_(url.host),
      host_is_number_(is_number(url.host)),
      context_(SSL_CTX_new(TLS_client_method())),
      tickets_(screens),
      lines_(screens) {
    if (!context_) throw std::bad_alloc();
    signal(SIGPIPE, SIG_IGN);
    SSL_CTX* context = context_.get();
    SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
    SSL_CTX_set_default_verify_paths(context);
    if (!url.ca.empty() && SSL_CTX_load_verify_file(context, url.ca.c_str()) != 1) {
        ERR_clear_error();
        throw std::runtime_error("no certificate of a CA can be read from " + url.ca);
    }
    ERR_clear_error();
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
    SSL_CTX_set_options(context, SSL_OP_IGNORE_UNEXPECTED_EOF);
    SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL);
    SSL_CTX_sess_set_new_cb(context, keep_ticket);
}

TlsLines::~TlsLines() = default;

// Of TLS 1.3 they come after the handshake, and the latest is the one to be used.
int TlsLines::keep_ticket(SSL* ssl, SSL_SESSION* ticket) {
    static_cast<Ticket*>(SSL_get_app_data(ssl))->reset(ticket);
    return 1;  // it is ours now
}

bool TlsLines::begin(std::uint32_t screen, int file) {
    lines_[screen].reset(SSL_new(context_.get()));
    SSL* ssl = lines_[screen].get();
    if (!ssl || SSL_set_fd(ssl, file) != 1) return false;
    SSL_set_connect_state(ssl);
    SSL_set_app_data(ssl, &tickets_[screen]);
    if (host_is_number_) {
        X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl), host_.c_str());
    } else {
        SSL_set1_host(ssl, host_.c_str());
        SSL_set_tlsext_host_name(ssl, host_.c_str());
    }
    if (tickets_[screen]) SSL_set_session(ssl, tickets_[screen].get());
    return true;
}

TlsLines::Step TlsLines::shake_hands(std::uint32_t screen) {
    SSL* ssl = lines_[screen].get();
    ERR_clear_error();
    const int result = SSL_do_handshake(ssl);
    if (result == 1) return SSL_session_reused(ssl) == 1 ? Step::resumed : Step::done;
    const int error = SSL_get_error(ssl, result);
    if (error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE) return Step::waits;
    why_ = why_not(ssl);
    tickets_[screen].reset();
    return Step::failed;
}

ssize_t TlsLines::read(std::uint32_t screen, char* into, std::size_t room) {
    SSL* ssl = lines_[screen].get();
    ERR_clear_error();
    std::size_t got = 0;
    const int result = SSL_read_ex(ssl, into, room, &got);
    if (result == 1) return static_cast<ssize_t>(got);
    const int error = SSL_get_error(ssl, result);
    if (error == SSL_ERROR_ZERO_RETURN) return 0;
    errno = error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE ? EAGAIN : ECONNRESET;
    return -1;
}

bool TlsLines::write(std::uint32_t screen, std::string_view bytes) {
    ERR_clear_error();
    std::size_t taken = 0;
    return SSL_write_ex(lines_[screen].get(), bytes.data(), bytes.size(), &taken) == 1 && taken == bytes.size();
}

void TlsLines::end(std::uint32_t screen) { lines_[screen].reset(); }

void TlsLines::forget_tickets() {
    for (auto& ticket : tickets_) ticket.reset();
}

}  // namespace dais::load
