{{- define "homing.labels" -}}
app.kubernetes.io/name: homing
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{/* What every pod has: who it runs as, and nothing that it may write to but its volumes. */}}
{{- define "homing.pod" -}}
automountServiceAccountToken: false
enableServiceLinks: false
terminationGracePeriodSeconds: 30
securityContext:
  runAsNonRoot: true
  runAsUser: 10001
  runAsGroup: 10001
  fsGroup: 10001
  seccompProfile:
    type: RuntimeDefault
{{- with .Values.imagePullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
{{- end }}

{{/* What every container has. */}}
{{- define "homing.container" -}}
image: "{{ .Values.image.repository }}:{{ .Values.image.tag }}"
imagePullPolicy: {{ .Values.image.pullPolicy }}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities:
    drop: [ALL]
volumeMounts:
  - name: tmp
    mountPath: /tmp
  - name: data
    mountPath: /data
  - name: secrets
    mountPath: /run/secrets/homing
    readOnly: true
{{- end }}

{{/* Volumes of every pod, but its data. */}}
{{- define "homing.volumes" -}}
- name: tmp
  emptyDir: {}
- name: secrets
  secret:
    secretName: {{ .Values.secretName }}
    defaultMode: 0440
{{- end }}

{{- define "homing.settings" -}}
{{- range $name, $value := .Values.settings }}
- name: {{ $name }}
  value: {{ $value | quote }}
{{- end }}
{{- if .Values.submission.enabled }}
- name: SMTP_SUBMISSION_PORTS
  value: "2587,2465"
- name: SMTP_SUBMISSION_PUBLIC_PORTS
  value: "587,465"
- name: SMTP_SUBMISSION_NAME
  value: {{ .Values.submission.host | quote }}
{{- end }}
{{- range .Values.secretKeys }}
- name: {{ . }}_FILE
  value: /run/secrets/homing/{{ . }}
{{- end }}
{{- end }}
