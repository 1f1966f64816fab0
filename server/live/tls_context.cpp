#include "server/live/tls_context.h"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <spdlog/spdlog.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <stdexcept>
#include <string_view>

namespace dais::live {
namespace {

// Of TLS 1.2; those of 1.3 are all good.
constexpr char kCiphers[] = "ECDHE+AESGCM:ECDHE+CHACHA20";
constexpr char kProtocol[] = "http/1.1";

// Nobody is there to be asked: a key with a passphrase is refused.
int no_passphrase(char*, int, int, void*) { return -1; }

void must_be_readable(const std::string& file, const char* setting) {
    std::FILE* opened = std::fopen(file.c_str(), "re");
    if (opened == nullptr)
        throw std::runtime_error("Cannot read " + file + " (" + setting + "): " + std::strerror(errno) + ".");
    std::fclose(opened);
}

std::string in_words(const ASN1_TIME* time) {
    std::tm parts{};
    if (ASN1_TIME_to_tm(time, &parts) != 1) return "an unknown time";
    char text[32] = "";
    std::strftime(text, sizeof text, "%Y-%m-%d %H:%MZ", &parts);
    return text;
}

std::string subject_of(X509* certificate) {
    char name[256] = "";
    const X509_NAME* subject = X509_get_subject_name(certificate);
    const int size = X509_NAME_get_text_by_NID(const_cast<X509_NAME*>(subject), NID_commonName, name, sizeof name);
    return size > 0 ? name : "a certificate without a common name";
}

void warn_of(X509* certificate, const std::string& certificate_file, const std::string& key_file) {
    const ASN1_TIME* until = X509_get0_notAfter(certificate);
    const ASN1_TIME* from = X509_get0_notBefore(certificate);
    if (X509_cmp_current_time(until) < 0)
        spdlog::warn("the certificate in {} expired on {}: browsers refuse it", certificate_file, in_words(until));
    if (X509_cmp_current_time(from) > 0)
        spdlog::warn("the certificate in {} is not valid before {}", certificate_file, in_words(from));
    struct stat status {};
    if (::stat(key_file.c_str(), &status) == 0 && (status.st_mode & S_IROTH) != 0)
        spdlog::warn("everybody on this machine may read the key in {}: chmod o-r it", key_file);
}

// The one protocol that is spoken here must be among those that are offered (lengths and names in turn).
int select_protocol(SSL*, const unsigned char** chosen, unsigned char* chosen_size, const unsigned char* offered,
                    unsigned offered_size, void*) {
    for (unsigned at = 0; at < offered_size; at += 1u + offered[at]) {
        const std::string_view name(reinterpret_cast<const char*>(offered) + at + 1, offered[at]);
        if (name != kProtocol) continue;
        *chosen = offered + at + 1;
        *chosen_size = offered[at];
        return SSL_TLSEXT_ERR_OK;
    }
    return SSL_TLSEXT_ERR_ALERT_FATAL;
}

void set_rules(SSL_CTX* context) {
    SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
    SSL_CTX_set_cipher_list(context, kCiphers);
    // A peer that ends without saying so in TLS has ended all the same: HTTP and WebSocket say how long they are.
    SSL_CTX_set_options(context, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE |
                                     SSL_OP_PRIORITIZE_CHACHA | SSL_OP_IGNORE_UNEXPECTED_EOF);
    SSL_CTX_set_mode(context,
                     SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    SSL_CTX_set_read_ahead(context, 1);
    // The tickets hold all that coming back needs; one is enough for a screen.
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_num_tickets(context, 1);
    SSL_CTX_set_alpn_select_cb(context, select_protocol, nullptr);
}

}  // namespace

void TlsContext::Free::operator()(ssl_ctx_st* context) const { SSL_CTX_free(context); }

TlsContext::TlsContext(const std::string& certificate_file, const std::string& key_file)
    : context_(SSL_CTX_new(TLS_server_method())) {
    if (!context_) throw std::runtime_error("this system's OpenSSL gives no context for TLS");
    must_be_readable(certificate_file, "--tls-certificate");
    must_be_readable(key_file, "--tls-key");
    SSL_CTX* context = context_.get();
    SSL_CTX_set_default_passwd_cb(context, no_passphrase);
    set_rules(context);
    ERR_clear_error();
    if (SSL_CTX_use_certificate_chain_file(context, certificate_file.c_str()) != 1) {
        const char* reason = ERR_reason_error_string(ERR_peek_last_error());
        throw std::runtime_error(certificate_file + " holds no certificate in PEM that can be used (" +
                                 (reason == nullptr ? "unknown reason" : reason) + ").");
    }
    // A key of another kind than the certificate's is taken as a key without one.
    const bool key = SSL_CTX_use_PrivateKey_file(context, key_file.c_str(), SSL_FILETYPE_PEM) == 1;
    const int reason = ERR_GET_REASON(ERR_peek_last_error());
    if (!key && reason != X509_R_KEY_VALUES_MISMATCH && reason != X509_R_KEY_TYPE_MISMATCH)
        throw std::runtime_error(key_file + " holds no private key in PEM, or one with a passphrase.");
    if (!key || SSL_CTX_check_private_key(context) != 1)
        throw std::runtime_error("The key in " + key_file + " is not that of the certificate in " + certificate_file +
                                 ".");
    X509* certificate = SSL_CTX_get0_certificate(context);
    warn_of(certificate, certificate_file, key_file);
    about_ = subject_of(certificate) + ", until " + in_words(X509_get0_notAfter(certificate));
    ERR_clear_error();
}

}  // namespace dais::live
